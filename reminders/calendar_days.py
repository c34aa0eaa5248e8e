"""Which local days have doses, and what a wall-clock time is on such a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from reminders.bounds import months_later
from reminders.timing import Wall

DAY = timedelta(days=1)
WHOLE = 86400


@lru_cache(maxsize=65536)
def wall(day: date, second: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time.

    A time that the clock jumps over moves forward by the jump; a time that comes twice
    is its first coming (PEP 495 with fold 0 says both).
    """
    local = datetime.combine(day, time(), zone) + timedelta(seconds=second)
    return local.astimezone(UTC)


def instants(
    days: Iterable[date], seconds: Sequence[int], zone: ZoneInfo
) -> Iterator[datetime]:
    """These wall-clock times of every day that the zone lives; rising days, UTC."""
    shifts = [(second, timedelta(seconds=second)) for second in seconds]
    night: date | None = None
    midnight = None
    for day in days:
        start = midnight if midnight and day == night else _midnight(day, zone)
        night = day + DAY
        midnight = _midnight(night, zone)
        if midnight - start == DAY:
            # No zone changes twice within a day: this one's clock runs evenly.
            for second, shift in shifts:
                inside = 0 <= second < WHOLE
                yield start + shift if inside else wall(day, second, zone)
        elif start < midnight:
            yield from (wall(day, second, zone) for second in seconds)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


@lru_cache(maxsize=4096)
def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone lives this day; Samoa had no 30 December 2011."""
    return wall(day, 0, zone) < wall(day + DAY, 0, zone)


def days(form: Wall, anchor: date, first: date, last: date) -> Iterator[date]:
    """The days of `form` from `first` to `last` inclusive, none before the anchor."""
    if form.unit == "mo":
        yield from _monthly(form, anchor, first, last)
        return
    day = max(anchor, first)
    if form.unit == "d":
        day += DAY * (-(day - anchor).days % form.every)
        step = form.every
    else:
        step = 1
    weekdays = form.weekdays
    if form.unit == "wk" and not weekdays:
        weekdays = frozenset((anchor.weekday(),))
    week_of_anchor = anchor - timedelta(days=anchor.weekday())
    while day <= last:
        weeks = (day - week_of_anchor).days // 7
        in_week = form.unit != "wk" or weeks % form.every == 0
        if in_week and (not weekdays or day.weekday() in weekdays):
            yield day
        day += timedelta(days=step)


def _monthly(form: Wall, anchor: date, first: date, last: date) -> Iterator[date]:
    """The anchor's day of every n-th month, the last day where a month is shorter."""
    passed = (max(first, anchor).year - anchor.year) * 12 + first.month - anchor.month
    turn = max(0, passed // form.every)
    while (day := months_later(anchor, turn * form.every)) <= last:
        if day >= first and (not form.weekdays or day.weekday() in form.weekdays):
            yield day
        turn += 1
