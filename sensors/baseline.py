"""What is usual for this person: the median of the last days."""

from dataclasses import dataclass
from statistics import median

DAY = 86400.0
DAYS = 7
"""How many days count."""
ENOUGH = 3
"""Days with readings before anything is called usual."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Medians of whole days, and the day that is running."""

    days: tuple[float, ...] = ()
    """Median of each of the last days with readings, oldest first."""
    today: int = 0
    """Number of the running day since 1970, UTC."""
    counts: tuple[tuple[float, int], ...] = ()
    """Values of the running day, rounded to 1, and how often each came."""
    usual: float | None = None

    def with_value(self, at: float, value: float) -> "Baseline":
        """The baseline after one more believed value at `at` (POSIX seconds)."""
        day, rounded = int(at // DAY), float(round(value))
        if day < self.today:
            return self
        if day > self.today:
            return _turned(self, day, rounded)
        counts = dict(self.counts)
        counts[rounded] = counts.get(rounded, 0) + 1
        return Baseline(self.days, self.today, tuple(counts.items()), self.usual)


NEW = Baseline()
"""Nothing known yet."""


def _turned(past: Baseline, day: int, first: float) -> Baseline:
    days = past.days
    if past.counts:
        days = (*days, _median(past.counts))[-DAYS:]
    usual = median(days) if len(days) >= ENOUGH else None
    return Baseline(days, day, ((first, 1),), usual)


def _median(counts: tuple[tuple[float, int], ...]) -> float:
    half, passed = sum(count for _, count in counts) / 2, 0
    for value, count in sorted(counts):
        passed += count
        if passed >= half:
            return value
    raise AssertionError
