"""How the times of a medicine are given, and the FHIR timing that a form means by it."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from care.medication import AsNeeded, Cycle
from console.draft import LONGEST_TEXT, MOST_HOURS, Draft, clock, decimal, whole, words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENTS = ("WAKE", "ACM", "CM", "PCM", "ACD", "CD", "PCD", "ACV", "CV", "PCV", "HS")
"""FHIR EventTiming codes offered, in the order of a day."""
TIME_FIELDS = 6
STEP_FIELDS = 6
MOST_DAYS = 90
MOST_UNITS = 100
MOST_A_DAY = 24


class Pattern(StrEnum):
    """How the times of a medicine are given."""

    CLOCK = "clock"
    """At these times of day, on all or some days of the week."""
    DAY = "day"
    """By meals, waking and bed time."""
    HOURS = "hours"
    """Every so many hours from the first dose."""
    CYCLE = "cycle"
    """Every so many days at these times."""
    PAUSE = "pause"
    """So many days on, so many off, at these times."""
    TAPER = "taper"
    """Doses that change from step to step, at these times."""
    NEED = "need"
    """On demand: never planned, only limited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a plan; most plans have one."""

    dose_text: str
    units: float
    length: timedelta | None = None
    """Whole days; None: to the end of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a pattern's fields say."""

    timing: dict[str, Any] = field(hash=False)
    """FHIR R4 `Timing.repeat`."""
    cycle: Cycle | None = None
    as_needed: AsNeeded | None = None


def _times(draft: Draft, wrong: dict[str, str]) -> list[str]:
    """The times of day, sorted, each once, as FHIR writes them."""
    given = [text.strip() for text in draft.times if text.strip()]
    found = {clock(text) for text in given}
    if not given:
        wrong["times"] = "times_needed"
    elif None in found:
        wrong["times"] = "times_wrong"
    return [f"{at:%H:%M}:00" for at in sorted(at for at in found if at)]


def _by_clock(draft: Draft, wrong: dict[str, str]) -> Timed:
    times = _times(draft, wrong)
    days = [day for day in DAYS if day in draft.days]
    if len(days) == len(DAYS) or not days:
        return Timed(timing={"timeOfDay": times})
    return Timed(timing={"dayOfWeek": days, "timeOfDay": times})


def _by_day(draft: Draft, wrong: dict[str, str]) -> Timed:
    events = [event for event in EVENTS if event in draft.events]
    if not events:
        wrong["events"] = "events_needed"
    return Timed(timing={"when": events})


def _by_hours(draft: Draft, wrong: dict[str, str]) -> Timed:
    hours = whole(draft.get("every_hours"), 1, MOST_HOURS)
    if hours is None:
        wrong["every_hours"] = "hours_wrong"
    return Timed(timing={"frequency": 1, "period": hours, "periodUnit": "h"})


def _by_cycle(draft: Draft, wrong: dict[str, str]) -> Timed:
    days = whole(draft.get("every_days"), 2, MOST_DAYS)
    if days is None:
        wrong["every_days"] = "days_wrong"
    times = _times(draft, wrong)
    each = {"frequency": max(1, len(times)), "period": days, "periodUnit": "d"}
    return Timed(timing=each | {"timeOfDay": times})


def _by_pause(draft: Draft, wrong: dict[str, str]) -> Timed:
    on, off = (whole(draft.get(name), 1, MOST_DAYS) for name in ("days_on", "days_off"))
    for name, days in (("days_on", on), ("days_off", off)):
        if days is None:
            wrong[name] = "span_wrong"
    cycle = Cycle(on=on or 1, off=off or 1)
    return Timed(timing={"timeOfDay": _times(draft, wrong)}, cycle=cycle)


def _by_taper(draft: Draft, wrong: dict[str, str]) -> Timed:
    return Timed(timing={"timeOfDay": _times(draft, wrong)})


def _by_need(draft: Draft, wrong: dict[str, str]) -> Timed:
    """A gap or a maximum must limit it; the reason is spoken, so it is plain text."""
    text = draft.get("need_most")
    most = whole(text, 1, MOST_A_DAY) if text else None
    if text and most is None:
        wrong["need_most"] = "most_wrong"
    elif not text and not draft.get("minimum_gap"):
        wrong["need_most"] = "limit_needed"
    reason = words(draft, "need_reason", wrong, needed=False) or None
    return Timed(timing={}, as_needed=AsNeeded(reason=reason, maximum=most))


PATTERNS = {
    Pattern.CLOCK: _by_clock,
    Pattern.DAY: _by_day,
    Pattern.HOURS: _by_hours,
    Pattern.CYCLE: _by_cycle,
    Pattern.PAUSE: _by_pause,
    Pattern.TAPER: _by_taper,
    Pattern.NEED: _by_need,
}


def steps(draft: Draft, pattern: Pattern | None, wrong: dict[str, str]) -> tuple[Step, ...]:
    """The one step of most plans, or the rows of a tapering one."""
    if pattern is Pattern.TAPER:
        return _rows(draft, wrong)
    units = decimal(draft.get("units") or "1", 0, MOST_UNITS)
    if units is None:
        wrong["units"] = "units_wrong"
    text = words(draft, "dose_text", wrong, needed=True)
    return (Step(dose_text=text, units=units or 0.0),)


def _rows(draft: Draft, wrong: dict[str, str]) -> tuple[Step, ...]:
    """Rows of dose, tablets and days; only the last may go on without an end."""
    rows = [row for row in draft.steps if any(cell.strip() for cell in row)]
    made = []
    for place, (text, tablets, days) in enumerate(rows):
        units = decimal(tablets.strip() or "1", 0, MOST_UNITS)
        length = whole(days.strip(), 1, MOST_DAYS)
        last = place == len(rows) - 1
        plain = text.strip().isprintable() and 0 < len(text.strip()) <= LONGEST_TEXT
        if not plain or units is None or (length is None and (days.strip() or not last)):
            wrong["steps"] = "steps_wrong"
            return ()
        span = None if length is None else timedelta(days=length)
        made.append(Step(dose_text=text.strip(), units=units, length=span))
    if not made:
        wrong["steps"] = "steps_needed"
    return tuple(made)
