"""Alarms on recorded data, ours beside each baseline of the recordings' own page.

    .venv/bin/python -m benchmarks.alarms [falls] [glucose] [vitals] [--share N] [--stays N]

Falls, glucose, oxygen, NEWS2 and home pulse, each through the very path of live readings.
All of it takes about five minutes of processor time. The recordings are not part of the
project: PHILOMEL_RECORDINGS names their folder (else `shared/data` beside the checkout).
`--share N` takes every Nth trial and person.
"""

import argparse
from collections.abc import Iterator

from benchmarks import falls, glucose, vitals
from benchmarks.played import Row
from benchmarks.recorded import folder

PARTS = ("falls", "glucose", "vitals")


def rows(asked: list[str], share: int, stays: int) -> Iterator[Row]:
    """The rows of the parts that were asked for."""
    if "falls" in asked:
        yield from falls.table(share)
    if "glucose" in asked:
        yield from glucose.table(share)
    if "vitals" in asked:
        yield from vitals.table(folder("uw_oximetry").parents[1], stays)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all by default")
    options.add_argument("--share", type=int, default=1)
    options.add_argument("--stays", type=int, default=400)
    given = options.parse_args()
    for row in rows(given.parts or list(PARTS), given.share, given.stays):
        print(f"{row.what}\n    baseline  {row.baseline}", flush=True)
        print(f"    ours      {row.ours}\n    target    {row.target}", flush=True)


if __name__ == "__main__":
    main()
