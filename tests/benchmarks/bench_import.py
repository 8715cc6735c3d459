"""Import of the largest manuscript at hand: the proposal alone, and all of it into rows."""

from django.db import transaction

from tests.benchmarks.figures import Figure, manuscript, seconds_of


def measure(house):
    from editorial import intake

    path = manuscript()
    data = path.read_bytes()
    name = f"{path.name[:12]}, {len(data) // 1000} kB"
    yield Figure(f"proposal ({name})", seconds_of(lambda: intake.propose(data, path.name)), "s")
    yield Figure(f"import into rows ({name})", seconds_of(lambda: _import(path, data)), "s", most=2)


def _import(path, data):
    from editorial import intake

    with transaction.atomic():
        intake.import_manuscript(data, path.name, by=None)
        transaction.set_rollback(True)
