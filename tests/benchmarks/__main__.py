"""`make bench`: every budget against a named floor, in one run."""

import argparse
import platform
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Figure, report
from tests.benchmarks.of_calling import key_to_next_company
from tests.benchmarks.of_imports import imports
from tests.benchmarks.of_paper import packs
from tests.benchmarks.of_start import starts
from tests.benchmarks.of_the_book import lists, logging_a_call


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--large", action="store_true", help="go on to a million companies")
    asked.add_argument("--out", type=Path, default=Path("build/bench.json"))
    given = asked.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}")
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found += logging_a_call(folder)
        found += key_to_next_company(folder)
        found += starts(folder / "calls.muster")
        found += packs()
        found += imports(folder, 20_000)
        found += lists(folder, 100_000)
        if given.large:
            found += lists(folder, 1_000_000)
    report(found, given.out)


if __name__ == "__main__":  # the worker process of a window imports this again
    main()
