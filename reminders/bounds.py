"""From when to when an order holds."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reminders.element import TimingError, instant, is_date, number

ELAPSED = {"s": 1, "min": 60, "h": 3600}
CALENDAR = {"d", "wk", "mo", "a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits as the order gives them; naive instants are local, an end is exclusive."""

    start: datetime | None = None
    whole_day: bool = False
    """The start is a day, not an instant."""
    end: datetime | None = None
    length: float | None = None
    """From the anchor, in `unit`."""
    unit: str = "d"


def bounds_of(timing: Mapping[str, Any]) -> Bounds:
    """The limits of a `repeat`; TimingError names an element that gives none."""
    given = [name for name in timing if name.startswith("bounds")]
    if len(given) > 1:
        raise TimingError(given[1], f"cannot go together with {given[0]}")
    if not given:
        return Bounds()
    value = timing[given[0]]
    if not isinstance(value, dict):
        raise TimingError(given[0], f"should be an object, not {value!r}")
    match given[0]:
        case "boundsPeriod":
            return _period(value)
        case "boundsDuration":
            return _length("boundsDuration", value)
        case _:
            low = value.get("low")
            if not isinstance(low, dict):
                raise TimingError("boundsRange.low", "is missing, so the length is open")
            return _length("boundsRange.low", low)


def _period(value: Mapping[str, Any]) -> Bounds:
    start = end = None
    if "start" in value:
        start = instant("boundsPeriod.start", value["start"])
    if "end" in value:
        end = instant("boundsPeriod.end", value["end"])
        if is_date(value["end"]):
            end += timedelta(days=1)
    if start and end and start.replace(tzinfo=None) >= end.replace(tzinfo=None):
        raise TimingError("boundsPeriod", "ends before it starts")
    return Bounds(start=start, whole_day=is_date(value.get("start")), end=end)


def _length(element: str, value: Mapping[str, Any]) -> Bounds:
    length = number(value, "value")
    unit = value.get("code", value.get("unit"))
    if length is None or length <= 0:
        raise TimingError(f"{element}.value", "should be a number above 0")
    if unit not in CALENDAR and unit not in ELAPSED:
        raise TimingError(f"{element}.code", f"{unit!r} is none of s, min, h, d, wk, mo, a")
    if unit in CALENDAR and length != int(length):
        raise TimingError(f"{element}.value", f"{length:g} {unit} is no whole number")
    return Bounds(length=length, unit=unit)


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
