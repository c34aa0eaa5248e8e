"""The medicine form: the plan that it means, or what is wrong with it.

Everything here is a pure function from fields to values.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.medication import WindowClass
from console.draft import MOST_HOURS, Draft, Mistakes, clock, day, one_of, whole, words
from console.pattern import PATTERNS, Pattern, Step, Timed, steps

NIGHT = time(0)
LONGEST_YEARS = 50
WIDEST = 12 * 60
"""Minutes before and after the due instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A form without a mistake: what a new revision of an order will say."""

    medicine: str
    timed: Timed
    steps: tuple[Step, ...]
    starts: datetime
    """From when it holds."""
    ends: datetime | None
    window_class: WindowClass
    window: timedelta | None
    """The clinician's own half width; None takes the class's."""
    minimum_gap: timedelta | None
    critical: bool
    """A missed dose is told to the provider."""
    high_risk: bool
    """Changes need a second clinician."""
    purpose: str | None
    look: str | None
    late_words: str | None
    compartment: str | None


def _start(draft: Draft, zone: ZoneInfo, now: datetime, wrong: dict[str, str]) -> datetime:
    """The instant from which the order runs: now, tomorrow, or a day and time at home."""
    when = draft.get("starts")
    if when == "now":
        return now
    if when == "tomorrow":
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, NIGHT, zone).astimezone(UTC)
    typed = draft.get("start_time")
    at = clock(typed) if typed else NIGHT
    if at is None:
        wrong["start_time"] = "times_wrong"
        return now
    first = day(draft, "start_date", wrong)
    if first is None or abs(first.year - now.year) > LONGEST_YEARS:
        wrong["start_date"] = "date_wrong"
        return now
    # In UTC: two zones never agree about an instant in a repeated or missing hour.
    start = datetime.combine(first, at, zone).astimezone(UTC)
    if start < now - timedelta(minutes=1):
        wrong["start_date"] = "start_past"
    return start


def _end(
    draft: Draft, zone: ZoneInfo, start: datetime, wrong: dict[str, str]
) -> datetime | None:
    """The end of the last day, or None for an order without end."""
    last = day(draft, "end_date", wrong)
    if last is None:
        return None
    if last.year > start.year + LONGEST_YEARS:
        wrong["end_date"] = "date_wrong"
        return None
    end = datetime.combine(last + timedelta(days=1), NIGHT, zone).astimezone(UTC)
    if end <= start:
        wrong["end_date"] = "end_early"
    return end


def _minutes(draft: Draft, name: str, most: int, wrong: dict[str, str]) -> timedelta | None:
    text = draft.get(name)
    if not text:
        return None
    minutes = whole(text, 1, most)
    if minutes is None:
        wrong[name] = "gap_wrong"
        return None
    return timedelta(minutes=minutes)


def read(draft: Draft, *, zone: ZoneInfo, now: datetime) -> Plan | Mistakes:
    """The plan that a form means, or its mistakes.

    Args:
        draft: the fields as typed.
        zone: the patient's zone; dates and times of the form are theirs.
        now: the home's present instant.
    """
    wrong: dict[str, str] = {}
    pattern = one_of(draft, "pattern", Pattern, wrong)
    window_class = one_of(draft, "window_class", WindowClass, wrong)
    starts = _start(draft, zone, now, wrong)
    plan = Plan(
        medicine=words(draft, "medicine", wrong, needed=True),
        timed=PATTERNS[pattern](draft, wrong) if pattern else Timed(timing={}),
        steps=steps(draft, pattern, wrong),
        starts=starts,
        ends=_end(draft, zone, starts, wrong),
        window_class=window_class or WindowClass.DAILY,
        window=_minutes(draft, "window", WIDEST, wrong),
        minimum_gap=_minutes(draft, "minimum_gap", 60 * MOST_HOURS, wrong),
        critical=draft.get("critical") == "yes",
        high_risk=draft.get("high_risk") == "yes",
        purpose=words(draft, "purpose", wrong, needed=False) or None,
        look=words(draft, "look", wrong, needed=False) or None,
        late_words=words(draft, "late_words", wrong, needed=False) or None,
        compartment=words(draft, "compartment", wrong, needed=False) or None,
    )
    return Mistakes(by_field=wrong) if wrong else plan
