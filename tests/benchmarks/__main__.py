"""`make bench`: benchmarks in a fresh installation, medians printed as one table.

``python -m tests.benchmarks press peers`` runs those alone.
"""

import importlib
import os
import platform
import sys

import django

from tests import servers

# Modules with a ``measure(house)`` that yields ``figures.Figure``.
BENCHES = (
    *("bench_import", "bench_press", "bench_peers"),
    *("bench_line", "bench_pages", "bench_reading", "bench_search"),
    "bench_desk",
    "bench_keeping",
    "bench_queue",
)


def main() -> None:
    load = os.getloadavg()[0]
    told = f"{os.cpu_count()} cores, {platform.machine()}, load {load:.1f}"
    print(f"Python {platform.python_version()}, {told}\n")
    with servers.installation() as house:
        # The tests' settings: pages need no collected static files, nothing else differs.
        os.environ.update(house.env | {"DJANGO_SETTINGS_MODULE": "tests.settings"})
        django.setup()
        for name in [f"bench_{asked}" for asked in sys.argv[1:]] or BENCHES:
            bench = importlib.import_module(f"tests.benchmarks.{name}")
            for figure in bench.measure(house):
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
