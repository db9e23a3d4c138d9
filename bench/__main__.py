"""Run every benchmark and print one table: `python -m bench [NAME …]`."""

import importlib
import pkgutil
import sys

import bench
from bench import timing


def main() -> None:
    rows: list[timing.Row] = []
    for module in sorted(found.name for found in pkgutil.iter_modules(bench.__path__)):
        if module == "__main__" or (sys.argv[1:] and module not in sys.argv[1:]):
            continue
        run = getattr(importlib.import_module(f"bench.{module}"), "run", None)
        if run:
            print(f"{module} …", file=sys.stderr, flush=True)
            rows += run()
    print(timing.table(rows))


main()
