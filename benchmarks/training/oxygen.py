"""Whether the oxygen limits, chosen on some people, hold on another one.

    .venv/bin/python -m benchmarks.training.oxygen

For each person of uw_oximetry in turn, the limits that do best on the others are played on
this one: the sum over all is what the same way of choosing gives on people not chosen on.
Makes no file: the limits in use are those of `sensors/kinds/spo2.py`.
"""

from itertools import product
from pathlib import Path
from statistics import median

from benchmarks.oxygen import Oxygen, oximeters
from benchmarks.played import PATIENT
from benchmarks.recorded import folder
from sensors.limits import LimitSettings, personal

LEVELS = (87.0, 88.0, 89.0)
WAITS = (10.0, 15.0, 20.0)
DEPTHS = (15.0, 25.0, 40.0)
PRECISE, LATE = 0.95, 20.0
"""Aims: share of alarms that are true, and seconds of delay."""
Choice = tuple[float, float, float]


def measured(file: Path, choice: Choice) -> Oxygen:
    """One person with these limits."""
    level, wait, depth = choice
    limits = {
        "SPO2-CRIT": LimitSettings(level=level, raise_after_s=wait),
        "SPO2-DEPTH": LimitSettings(level=depth),
    }
    return oximeters([file], personal(PATIENT, limits))


def merit(got: Oxygen) -> tuple[bool, float, float]:
    """Precise and soon enough first, then as many found as can be, then precision."""
    delay = median(got.delays) if got.delays else LATE
    return (
        got.precision >= PRECISE and delay <= LATE,
        round(got.found, 2),
        got.precision,
    )


def main() -> None:
    """Measure every choice on every person, then leave one out in turn."""
    files = sorted(folder("uw_oximetry").glob("*.csv"))
    choices = list(product(LEVELS, WAITS, DEPTHS))
    got = {(file, one): measured(file, one) for file in files for one in choices}
    total = Oxygen()
    for left in files:
        others = [file for file in files if file != left]
        best = max(
            choices,
            key=lambda one: merit(sum((got[f, one] for f in others), Oxygen())),
        )
        total += got[left, best]
        print(f"{left.stem}: chosen on the others {best}: {got[left, best].text()}")
    print(f"all, each left out: {total.text()}")


if __name__ == "__main__":
    main()
