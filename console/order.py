"""The medicine form: what was typed, what is wrong with it, and the FHIR timing it means.

Everything here is a pure function from fields to values. A mistake is a wording key under
`console.mistake`, tied to its field, so that the page can say it beside the field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from care.medication import WindowClass

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENTS = ("WAKE", "ACM", "CM", "PCM", "ACD", "CD", "PCD", "ACV", "CV", "PCV", "HS")
"""FHIR EventTiming codes offered, in the order of a day."""
TIME_FIELDS = 6
LONGEST_TEXT = 200
MOST_HOURS = 72
MOST_DAYS = 90


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, kept as typed so that a page can show it again."""

    fields: Mapping[str, str]
    days: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    times: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """A field without its outer spaces, or ""."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A form without a mistake: what a new revision of a regimen will say."""

    medicine: str
    dose_text: str
    timing: dict[str, Any] = field(hash=False)
    """FHIR R4 `Timing.repeat`."""
    starts: datetime
    ends: datetime | None
    window_class: WindowClass
    minimum_gap: timedelta | None
    critical: bool
    """A missed dose is told to the provider."""
    high_risk: bool
    """Changes need a second clinician."""
    purpose: str | None
    late_words: str | None
    compartment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """Field name to wording key under `console.mistake`."""

    by_field: Mapping[str, str]
    reason: str = ""
    """What the planner said, where the plan itself cannot be followed."""


def _whole(text: str, low: int, high: int) -> int | None:
    """A whole number within limits, or None."""
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if low <= number <= high else None


_CLOCK = re.compile(r"(\d{1,2})[:.hH ]?(\d{2})?")


def _clock(text: str) -> time | None:
    """A time of day on 24 hours, as people type it: 8, 08:00, 8h30, 2015."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


def _times(draft: Draft, wrong: dict[str, str]) -> list[str]:
    """The times of day, sorted, each once, as FHIR writes them."""
    given = [text.strip() for text in draft.times if text.strip()]
    found = {_clock(text) for text in given}
    if not given:
        wrong["times"] = "times_needed"
    elif None in found:
        wrong["times"] = "times_wrong"
    return [f"{at:%H:%M}:00" for at in sorted(at for at in found if at)]


def _by_clock(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    times = _times(draft, wrong)
    days = [day for day in DAYS if day in draft.days]
    if len(days) == len(DAYS) or not days:
        return {"timeOfDay": times}
    return {"dayOfWeek": days, "timeOfDay": times}


def _by_day(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    events = [event for event in EVENTS if event in draft.events]
    if not events:
        wrong["events"] = "events_needed"
    return {"when": events}


def _by_hours(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    hours = _whole(draft.get("every_hours"), 1, MOST_HOURS)
    if hours is None:
        wrong["every_hours"] = "hours_wrong"
    return {"frequency": 1, "period": hours, "periodUnit": "h"}


def _by_cycle(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    days = _whole(draft.get("every_days"), 2, MOST_DAYS)
    if days is None:
        wrong["every_days"] = "days_wrong"
    times = _times(draft, wrong)
    each = max(1, len(times))
    return {"frequency": each, "period": days, "periodUnit": "d", "timeOfDay": times}


_PATTERNS = {
    Pattern.CLOCK: _by_clock,
    Pattern.DAY: _by_day,
    Pattern.HOURS: _by_hours,
    Pattern.CYCLE: _by_cycle,
}


def _text(draft: Draft, name: str, wrong: dict[str, str], *, needed: bool) -> str:
    text = draft.get(name)
    if needed and not text:
        wrong[name] = "text_needed"
    elif len(text) > LONGEST_TEXT or not text.isprintable():
        wrong[name] = "text_wrong"
    return text


def _start(draft: Draft, zone: ZoneInfo, now: datetime, wrong: dict[str, str]) -> datetime:
    """The instant from which the order runs: "now", or a date and time at home."""
    if draft.get("starts") == "now":
        return now
    typed = draft.get("start_time")
    at = _clock(typed) if typed else time(0)
    if at is None:
        wrong["start_time"] = "times_wrong"
        return now
    try:
        day = date.fromisoformat(draft.get("start_date"))
    except ValueError:
        wrong["start_date"] = "date_wrong"
        return now
    start = datetime.combine(day, at, zone)
    if start < now - timedelta(minutes=1):
        wrong["start_date"] = "start_past"
    return start


def _end(draft: Draft, zone: ZoneInfo, start: datetime, wrong: dict[str, str]) -> Any:
    """The end of the last day, or None for an order without end."""
    text = draft.get("end_date")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong["end_date"] = "date_wrong"
        return None
    end = datetime.combine(day + timedelta(days=1), time(0), zone)
    if end <= start:
        wrong["end_date"] = "end_early"
    return end


def _gap(draft: Draft, wrong: dict[str, str]) -> timedelta | None:
    text = draft.get("minimum_gap")
    if not text:
        return None
    minutes = _whole(text, 1, 60 * MOST_HOURS)
    if minutes is None:
        wrong["minimum_gap"] = "gap_wrong"
        return None
    return timedelta(minutes=minutes)


def _one_of(draft: Draft, name: str, choices: type[StrEnum], wrong: dict[str, str]) -> Any:
    try:
        return choices(draft.get(name))
    except ValueError:
        wrong[name] = "choice_needed"
        return None


def read(draft: Draft, *, zone: ZoneInfo, now: datetime) -> Order | Mistakes:
    """The order that a form means, or its mistakes.

    Args:
        draft: the fields as typed.
        zone: the patient's zone; dates and times of the form are theirs.
        now: the home's present instant.
    """
    wrong: dict[str, str] = {}
    pattern = _one_of(draft, "pattern", Pattern, wrong)
    window_class = _one_of(draft, "window_class", WindowClass, wrong)
    starts = _start(draft, zone, now, wrong)
    order = Order(
        medicine=_text(draft, "medicine", wrong, needed=True),
        dose_text=_text(draft, "dose_text", wrong, needed=True),
        timing=_PATTERNS[pattern](draft, wrong) if pattern else {},
        starts=starts,
        ends=_end(draft, zone, starts, wrong),
        window_class=window_class or WindowClass.DAILY,
        minimum_gap=_gap(draft, wrong),
        critical=draft.get("critical") == "yes",
        high_risk=draft.get("high_risk") == "yes",
        purpose=_text(draft, "purpose", wrong, needed=False) or None,
        late_words=_text(draft, "late_words", wrong, needed=False) or None,
        compartment=_text(draft, "compartment", wrong, needed=False) or None,
    )
    return Mistakes(by_field=wrong) if wrong else order
