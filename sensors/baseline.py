"""What is usual for this person: medians of the last days.

Days are UTC days, so that a baseline does not depend on where the home is.
"""

from dataclasses import dataclass
from statistics import median

DAY = 86400.0
DAYS = 7
"""How many days count."""
APART = 300.0
"""Of a dense stream, one value in so many seconds is enough."""
FINE = 50.0
"""Under this, a decimal matters (temperature, mmol/L)."""
ENOUGH = 3
"""Whole days with readings before anything is called usual."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Medians and numbers of readings of whole days, and the day that is running."""

    days: tuple[float, ...] = ()
    """Median value of each of the last days with readings, oldest first."""
    totals: tuple[int, ...] = ()
    """Number of values counted, or of events, on the same days."""
    today: int = 0
    """Number of the running day since 1970."""
    total: int = 0
    """Values or events of the running day."""
    counts: tuple[tuple[float, int], ...] = ()
    """Values of the running day, rounded to 0.1 below 50 and to 1 above; how often each."""
    usual: float | None = None
    """Median of the medians of the days."""
    busy: float | None = None
    """Median of the totals."""
    last: float = 0.0
    """When a value was counted last, POSIX seconds."""

    def with_value(self, at: float, value: float) -> "Baseline":
        """The baseline after one more believed value at `at` (POSIX seconds)."""
        day = int(at // DAY)
        if day < self.today or 0 <= at - self.last < APART:
            return self
        rounded = round(value, 1) if value < FINE else float(round(value))
        if day > self.today:
            return _turned(self, at, rounded)
        counts = dict(self.counts)
        counts[rounded] = counts.get(rounded, 0) + 1
        return self._counted(at, tuple(counts.items()))

    def with_event(self, at: float) -> "Baseline":
        """The baseline after one more event."""
        day = int(at // DAY)
        if day < self.today:
            return self
        if day > self.today:
            return _turned(self, at, 1.0)
        return self._counted(at, self.counts)

    def _counted(self, at: float, counts: tuple[tuple[float, int], ...]) -> "Baseline":
        return Baseline(
            days=self.days,
            totals=self.totals,
            today=self.today,
            total=self.total + 1,
            counts=counts,
            usual=self.usual,
            busy=self.busy,
            last=at,
        )


NEW = Baseline()
"""Nothing known yet."""


def _turned(past: Baseline, at: float, first: float) -> Baseline:
    """A new day begins with its first value."""
    days, totals = past.days, past.totals
    if past.counts:
        days = (*days, _median(past.counts))[-DAYS:]
        totals = (*totals, past.total)[-DAYS:]
    known = len(days) >= ENOUGH
    return Baseline(
        days=days,
        totals=totals,
        today=int(at // DAY),
        total=1,
        counts=((first, 1),),
        usual=median(days) if known else None,
        busy=median(totals) if known else None,
        last=at,
    )


def _median(counts: tuple[tuple[float, int], ...]) -> float:
    half, passed = sum(count for _, count in counts) / 2, 0
    for value, count in sorted(counts):
        passed += count
        if passed >= half:
            return value
    raise AssertionError
