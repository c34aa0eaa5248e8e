"""From when to when an order holds."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reminders.element import TimingError, instant, is_date, number
from reminders.known_elements import PERIOD, QUANTITY, RANGE, element

ELAPSED = {"s": 1, "min": 60, "h": 3600}
CALENDAR = ("d", "wk", "mo", "a")
DAYS = {"s": 1 / 86400, "min": 1 / 1440, "h": 1 / 24, "d": 1, "wk": 7, "mo": 31, "a": 366}
LONGEST = 36600
"""Days; a longer stretch is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits as the order gives them; naive instants are local, an end is exclusive."""

    start: datetime | None = None
    end: datetime | None = None
    length: float | None = None
    """From the anchor, in `unit`."""
    unit: str = "d"
    most: float | None = None
    """Upper end of a range of lengths; shown, never planned."""


def bounds_of(timing: Mapping[str, Any]) -> Bounds:
    """The limits of a `repeat`; TimingError names an element that gives none."""
    given = [name for name in timing if name.startswith("bounds")]
    if len(given) > 1:
        raise TimingError(given[1], f"cannot go together with {given[0]}")
    if not given:
        return Bounds()
    value = timing[given[0]]
    match given[0]:
        case "boundsPeriod":
            return _period(element("boundsPeriod", value, PERIOD))
        case "boundsDuration":
            return _length("boundsDuration", value)
        case _:
            return _range(element("boundsRange", value, RANGE))


def _period(value: Mapping[str, Any]) -> Bounds:
    start = end = None
    if "start" in value:
        start = instant("boundsPeriod.start", value["start"])
    if "end" in value:
        end = instant("boundsPeriod.end", value["end"])
        # FHIR: an end includes all that matches it, a day or a second.
        end += timedelta(days=1) if is_date(value["end"]) else timedelta(seconds=1)
    if start is None and end is None:
        raise TimingError("boundsPeriod", "is empty")
    if start and end and _before(end, start):
        raise TimingError("boundsPeriod", "ends before it starts")
    return Bounds(start=start, end=end)


def _before(end: datetime, start: datetime) -> bool:
    """Compared as instants where both give an offset, else by the clock."""
    if end.tzinfo is None or start.tzinfo is None:
        end, start = end.replace(tzinfo=None), start.replace(tzinfo=None)
    return end <= start


def _range(value: Mapping[str, Any]) -> Bounds:
    if "low" not in value:
        raise TimingError("boundsRange.low", "is missing, so the length is open")
    low = _length("boundsRange.low", value["low"])
    if "high" not in value:
        return low
    high = _length("boundsRange.high", value["high"])
    if high.unit != low.unit:
        raise TimingError("boundsRange.high", "should have the unit of boundsRange.low")
    if (high.length or 0) < (low.length or 0):
        raise TimingError("boundsRange.high", "is less than boundsRange.low")
    return replace(low, most=high.length)


def _length(path: str, given: object) -> Bounds:
    value = element(path, given, QUANTITY)
    try:
        length = number(value, "value")
    except TimingError as error:
        raise TimingError(f"{path}.value", error.why) from None
    code, unit = value.get("code"), value.get("unit")
    known = [one for one in (code, unit) if one in (*CALENDAR, *ELAPSED)]
    if length is None or length <= 0:
        raise TimingError(f"{path}.value", "should be a number above 0")
    if code not in (None, *known) or not known:
        raise TimingError(
            f"{path}.code", f"{code or unit!r} is none of s, min, h, d, wk, mo, a"
        )
    if len(set(known)) > 1:
        raise TimingError(f"{path}.unit", f"{unit!r} is not the code {code!r}")
    if known[0] in CALENDAR and length != int(length):
        raise TimingError(f"{path}.value", f"{length:g} {known[0]} is no whole number")
    if length * DAYS[known[0]] > LONGEST:
        raise TimingError(f"{path}.value", f"{length:g} {known[0]} is over a century")
    return Bounds(length=length, unit=known[0])


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant in the patient's zone; a naive one is read as their wall clock."""
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def end_of(bounds: Bounds, anchor: datetime, zone: ZoneInfo) -> datetime | None:
    """The exclusive end for a series that starts at `anchor` (local), or None."""
    if bounds.end is not None:
        return local(bounds.end, zone)
    if bounds.length is None:
        return None
    if bounds.unit in ELAPSED:
        passed = timedelta(seconds=bounds.length * ELAPSED[bounds.unit])
        return anchor.astimezone(UTC) + passed
    size = int(bounds.length)
    day = anchor.date()
    if bounds.unit in ("mo", "a"):
        last = months_later(day, size * (12 if bounds.unit == "a" else 1))
    else:
        last = day + timedelta(days=size * (7 if bounds.unit == "wk" else 1))
    return datetime.combine(last, anchor.timetz().replace(fold=0))
