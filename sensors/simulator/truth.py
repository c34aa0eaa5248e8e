"""What really happened, and how well a detector did against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One thing that happened to a virtual patient, or to a device of theirs."""

    what: str
    """"hypoglycaemia", "hypoxaemia", "fall", "infection", "outage", "artefact", ..."""
    kind: str
    """The stream that shows it."""
    start: datetime
    end: datetime
    real: bool = True
    """False for what only looks like trouble: artefacts, compressions, near falls."""
    source: str = "made up"
    """Which recording shows it, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Alarms against truth, by event."""

    events: int
    found: int
    alarms: int
    true: int
    days: float
    delays: tuple[float, ...]
    """Seconds from the start of each event found to its first alarm."""

    @property
    def sensitivity(self) -> float:
        """Share of events found; 1 when there were none."""
        return self.found / self.events if self.events else 1.0

    @property
    def precision(self) -> float:
        """Share of alarms that were true; 1 when there were none."""
        return self.true / self.alarms if self.alarms else 1.0

    @property
    def false_per_day(self) -> float:
        """False alarms a day."""
        return (self.alarms - self.true) / self.days if self.days else 0.0


def score(
    events: Sequence[tuple[datetime, datetime]],
    alarms: Iterable[datetime],
    *,
    before: timedelta,
    after: timedelta,
    days: float,
) -> Tally:
    """Count by event: an alarm is true from `before` its start to `after` its end."""
    given = sorted(alarms)
    delays: list[float] = []
    for start, end in events:
        hits = [at for at in given if start - before <= at <= end + after]
        if hits:
            delays.append((hits[0] - start).total_seconds())
    true = sum(
        any(start - before <= at <= end + after for start, end in events) for at in given
    )
    return Tally(
        events=len(events),
        found=len(delays),
        alarms=len(given),
        true=true,
        days=days,
        delays=tuple(delays),
    )
