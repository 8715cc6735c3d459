"""`make bench`: every benchmark in a fresh installation, medians printed as one table."""

import importlib
import os
import platform

import django

from tests import servers

# Modules with a ``measure(house)`` that yields ``figures.Figure``.
BENCHES = ("bench_import", "bench_press", "bench_line", "bench_pages")


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    with servers.installation() as house:
        # The tests' settings: pages need no collected static files, nothing else differs.
        os.environ.update(house.env | {"DJANGO_SETTINGS_MODULE": "tests.settings"})
        django.setup()
        for name in BENCHES:
            bench = importlib.import_module(f"tests.benchmarks.{name}")
            for figure in bench.measure(house):
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
