"""The scheduler on a machine whose clock is set back: what was done "later" is not waited for.

Celery's own keeps the hours of its next tasks; set back by an hour, it would rest for an hour.
"""

import time

from celery.beat import PersistentScheduler

from bulletin import room

STEP = 1.0  # seconds: by less a clock is set all the time


class Steady(PersistentScheduler):
    """Looks at every tick whether the clock has gone back, and then begins anew."""

    _ahead = 0.0  # how far the clock stood before the one that nobody sets

    def setup_schedule(self):
        room.make_sure_of(self.schedule_filename)
        super().setup_schedule()
        self._begin_anew()

    def tick(self, *args, **options):
        ahead = time.time() - time.monotonic()
        if ahead < self._ahead - STEP:
            self._begin_anew()
        self._ahead = ahead
        return super().tick(*args, **options)

    def _begin_anew(self) -> None:
        """Nothing was last done in the future; every next hour is reckoned again."""
        for entry in self.schedule.values():
            entry.last_run_at = min(entry.last_run_at, entry.default_now())
        self._heap = None
