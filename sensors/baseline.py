"""What is usual for this person: medians of the last days.

Days are UTC days, so that a baseline does not depend on where the home is.
"""

from dataclasses import dataclass
from statistics import median

DAY = 86400.0
DAYS = 7
"""How many days count."""
ENOUGH = 3
"""Whole days with readings before anything is called usual."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Medians and numbers of readings of whole days, and the day that is running."""

    days: tuple[float, ...] = ()
    """Median value of each of the last days with readings, oldest first."""
    totals: tuple[int, ...] = ()
    """Number of readings of the same days."""
    today: int = 0
    """Number of the running day since 1970."""
    total: int = 0
    """Readings of the running day."""
    counts: tuple[tuple[float, int], ...] = ()
    """Values of the running day, rounded to 1, and how often each came."""
    usual: float | None = None
    """Median of the medians of the days."""
    busy: float | None = None
    """Median of the numbers of readings."""

    def with_value(self, at: float, value: float) -> "Baseline":
        """The baseline after one more believed value at `at` (POSIX seconds)."""
        day, rounded = int(at // DAY), float(round(value))
        if day < self.today:
            return self
        if day > self.today:
            return _turned(self, day, rounded)
        counts = dict(self.counts)
        counts[rounded] = counts.get(rounded, 0) + 1
        return Baseline(
            self.days,
            self.totals,
            day,
            self.total + 1,
            tuple(counts.items()),
            self.usual,
            self.busy,
        )


NEW = Baseline()
"""Nothing known yet."""


def _turned(past: Baseline, day: int, first: float) -> Baseline:
    """A new day begins with its first value."""
    days, totals = past.days, past.totals
    if past.counts:
        days = (*days, _median(past.counts))[-DAYS:]
        totals = (*totals, past.total)[-DAYS:]
    known = len(days) >= ENOUGH
    usual = median(days) if known else None
    busy = median(totals) if known else None
    return Baseline(days, totals, day, 1, ((first, 1),), usual, busy)


def _median(counts: tuple[tuple[float, int], ...]) -> float:
    half, passed = sum(count for _, count in counts) / 2, 0
    for value, count in sorted(counts):
        passed += count
        if passed >= half:
            return value
    raise AssertionError
