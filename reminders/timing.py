"""What a FHIR R4 `Timing.repeat` asks for; what cannot be planned is refused by element.

Source: HL7 FHIR R4 4.0.1, datatype Timing, invariants tim-1 to tim-10. Days, weeks,
months and years are calendar steps on the wall clock; hours, minutes and seconds are
elapsed time from the first dose. Nothing is guessed: an element that is not understood
is a `TimingError` that names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from care.people import Routine
from reminders.bounds import CALENDAR, DAYS, ELAPSED, LONGEST, Bounds, bounds_of
from reminders.element import (
    TimingError,
    instant,
    is_date,
    number,
    texts,
    time_of_day,
    whole,
)
from reminders.known_elements import element as checked
from reminders.slots import CLINIC, SlotTable, seconds, times_of
from reminders.spread import spread

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = {"mo": 1, "a": 12}
MINUTE = timedelta(minutes=1)
WITHOUT_OFFSET = ("C", "CM", "CD", "CV")
KNOWN = frozenset(
    {
        *("boundsPeriod", "boundsDuration", "boundsRange", "count", "countMax"),
        *("duration", "durationMax", "durationUnit", "frequency", "frequencyMax"),
        *("period", "periodMax", "periodUnit", "dayOfWeek", "timeOfDay", "when", "offset"),
        "event",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Wall-clock times on some calendar days, counted from the anchor's day."""

    times: tuple[int, ...]
    """Seconds after local midnight, rising."""
    every: int = 1
    """Days, weeks or months between days with doses, by `unit`."""
    unit: str = "d"
    """ "d", "wk" or "mo"."""
    weekdays: frozenset[int] = frozenset()
    """Monday 0; empty for no filter ("wk": the anchor's own weekday)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
    """Every so many elapsed seconds from the first dose, on some weekdays or all."""

    interval: timedelta
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The instants of `Timing.event`; naive ones are local."""

    instants: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A timing that can be planned."""

    form: Wall | Elapsed | Fixed
    bounds: Bounds
    count: int | None
    ranges: tuple[str, ...]
    """Elements given as a range, "period 4-6 h": the first is planned, both are shown."""


def read(
    timing: Mapping[str, Any], routine: Routine, table: SlotTable = CLINIC
) -> Recurrence:
    """The recurrence of a `repeat`; TimingError names the element it cannot follow."""
    _check(timing)
    bounds = bounds_of(timing)
    return Recurrence(
        form=_form(timing, routine, table),
        bounds=bounds,
        count=whole(timing, "count"),
        ranges=(*_ranges(timing), *_length_range(bounds)),
    )


def _check(timing: Mapping[str, Any]) -> None:
    """FHIR's invariants, and no element that we do not know."""
    checked("", timing, KNOWN)
    if "extension" in timing:
        raise TimingError("extension", "is not supported here")
    for element, needs in (
        ("duration", "durationUnit"),
        ("durationUnit", "duration"),
        ("period", "periodUnit"),
        ("periodUnit", "period"),
        ("periodMax", "period"),
        ("durationMax", "duration"),
        ("countMax", "count"),
        ("frequencyMax", "frequency"),
        ("offset", "when"),
    ):
        if element in timing and needs not in timing:
            raise TimingError(element, f"needs {needs}")
    _check_lengths(timing)
    timed = timing.keys() & {"timeOfDay", "when"}
    if "frequency" in timing and "period" not in timing and not timed:
        raise TimingError("frequency", "needs period: so many times in what?")
    if "timeOfDay" in timing and "when" in timing:
        raise TimingError("timeOfDay", "and when exclude each other")


def _check_lengths(timing: Mapping[str, Any]) -> None:
    """Units and lengths: known, above zero, and within a century."""
    for element in ("periodUnit", "durationUnit"):
        unit = timing.get(element)
        if unit is not None and unit not in (*ELAPSED, *CALENDAR):
            raise TimingError(element, f"{unit!r} is none of s, min, h, d, wk, mo, a")
    for element in ("duration", "durationMax", "period", "periodMax"):
        value = number(timing, element)
        if value is not None and value <= 0:
            raise TimingError(element, "should be more than 0")
        unit = timing.get(element.removesuffix("Max") + "Unit", "s")
        if value is not None and value * DAYS[unit] > LONGEST:
            raise TimingError(element, f"{value:g} {unit} is over a century")


def _ranges(timing: Mapping[str, Any]) -> tuple[str, ...]:
    shown = []
    for element in ("frequency", "period", "count", "duration"):
        if (most := number(timing, f"{element}Max")) is not None:
            least = number(timing, element)
            if least is None or most < least:
                raise TimingError(f"{element}Max", f"is less than {element}")
            unit = timing.get(f"{element}Unit", "")
            shown.append(f"{element} {least:g}-{most:g} {unit}".strip())
    return tuple(shown)


def _length_range(bounds: Bounds) -> tuple[str, ...]:
    if bounds.most is None:
        return ()
    return (f"bounds {bounds.length:g}-{bounds.most:g} {bounds.unit}",)


def _form(
    timing: Mapping[str, Any], routine: Routine, table: SlotTable
) -> Wall | Elapsed | Fixed:
    if "event" in timing:
        return _fixed(timing)
    unit = timing.get("periodUnit")
    if unit in ELAPSED:
        return _elapsed(timing, unit)
    weekdays = _weekdays(timing)
    if weekdays and unit in MONTHS:
        raise TimingError("dayOfWeek", f"in a period of {unit}: which one is not said")
    every = _step(timing)
    times = _exact_times(timing, routine, table)
    if times is None and not (weekdays or "frequency" in timing or "period" in timing):
        raise TimingError("repeat", "has no time in it: a clinician must say when")
    days, times = spread(timing, weekdays, every, times, table)
    return Wall(
        times=times,
        every=every * MONTHS.get(unit or "d", 1),
        unit="mo" if unit in MONTHS else unit or "d",
        weekdays=days,
    )


def _fixed(timing: Mapping[str, Any]) -> Fixed:
    if others := sorted(timing.keys() - {"event", "id"}):
        raise TimingError(others[0], "cannot go together with event")
    found = texts(timing, "event")
    if bare := [text for text in found if is_date(text)]:
        raise TimingError("event", f"{bare[0]!r} has no time of day")
    return Fixed(instants=tuple(instant("event", text) for text in found))


def _elapsed(timing: Mapping[str, Any], unit: str) -> Elapsed:
    for element in ("timeOfDay", "when"):
        if element in timing:
            raise TimingError(element, f"cannot go together with a period in {unit}")
    period = number(timing, "period") or 0
    frequency = whole(timing, "frequency") or 1
    interval = timedelta(seconds=period * ELAPSED[unit] / frequency)
    if interval < MINUTE:
        raise TimingError("period", "gives doses less than a minute apart")
    if frequency > 1 and interval % MINUTE:
        why = f"{frequency} times in {period:g} {unit} gives no whole minutes"
        raise TimingError("frequency", why)
    return Elapsed(interval=interval, weekdays=_weekdays(timing))


def _step(timing: Mapping[str, Any]) -> int:
    period = number(timing, "period")
    if period is None:
        return 1
    if period != int(period) or period < 1:
        unit = timing["periodUnit"]
        raise TimingError("period", f"{period:g} {unit} is no whole number; use hours")
    return int(period)


def _weekdays(timing: Mapping[str, Any]) -> frozenset[int]:
    names = texts(timing, "dayOfWeek")
    for name in names:
        if name not in DAY_NAMES:
            raise TimingError("dayOfWeek", f"{name!r} is none of {', '.join(DAY_NAMES)}")
    return frozenset(DAY_NAMES.index(name) for name in names)


def _exact_times(
    timing: Mapping[str, Any], routine: Routine, table: SlotTable
) -> tuple[int, ...] | None:
    """Times that the order gives itself, rising and each once; None when it gives none."""
    if "timeOfDay" in timing:
        given = texts(timing, "timeOfDay")
        found = [seconds(time_of_day("timeOfDay", text)) for text in given]
    elif "when" in timing:
        offset = whole(timing, "offset", least=0)
        found = []
        for code in texts(timing, "when"):
            if offset is not None and code in WITHOUT_OFFSET:
                raise TimingError("offset", f"has no meaning with {code}")
            try:
                after = None if offset is None else offset * 60
                found += times_of(code, after, routine, table)
            except KeyError:
                raise TimingError("when", f"{code!r} is no event of R4") from None
    else:
        return None
    return tuple(sorted(set(found)))
