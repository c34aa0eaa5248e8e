"""Words for a time that has passed, as a stretch of instants on the patient's clock."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]
"""Start (included) and end (not included)."""

MORNING_ENDS, NIGHT_STARTS, NIGHT_ENDS = time(12), time(21), time(7)
DAY = timedelta(days=1)


def _at(now: datetime, zone: ZoneInfo, days: int, at: time = time(0)) -> datetime:
    """That wall-clock time, `days` from today."""
    day = now.astimezone(zone).date() + days * DAY
    return datetime.combine(day, at, zone)


SPANS: dict[str, Callable[[datetime, ZoneInfo], Span]] = {
    "today": lambda now, zone: (_at(now, zone, 0), now),
    "this_morning": lambda now, zone: (
        _at(now, zone, 0, NIGHT_ENDS),
        min(now, _at(now, zone, 0, MORNING_ENDS)),
    ),
    "last_night": lambda now, zone: (
        _at(now, zone, -1, NIGHT_STARTS),
        min(now, _at(now, zone, 0, NIGHT_ENDS)),
    ),
    "yesterday": lambda now, zone: (_at(now, zone, -1), _at(now, zone, 0)),
    "day_before": lambda now, zone: (_at(now, zone, -2), _at(now, zone, -1)),
    "week": lambda now, zone: (_at(now, zone, -7), now),
}
"""By the names of the lexicon's `when` list."""


def span(name: str | None, now: datetime, zone: ZoneInfo) -> Span | None:
    """The stretch that a word names; None for no word, one unknown, or one to come."""
    if name not in SPANS:
        return None
    start, end = SPANS[name](now, zone)
    return (start, end) if start < end else None
