"""Where an order's words disagree with its structure; a clinician must choose.

Finds the disagreements that real orders have (FHIR examples and Synthea): another
length, another number of times, "as needed" on one side only, gaps between steps, and a
status that is not active. Words it does not understand are no conflict.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from care.medication import Regimen
from care.people import Routine
from reminders.bounds import end_of
from reminders.dosage import maximum_of
from reminders.fhir_order import Household
from reminders.plan import anchor_of
from reminders.timing import Elapsed, Wall, read

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: value for value, word in enumerate(WORDS, 1)}
TIMES = {"once": 1, "twice": 2, "thrice": 3}
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
"""A step that ends at an instant includes it; the next one may start there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One disagreement; the order does not run until it is settled."""

    element: str
    words: str


def conflicts(
    order: Mapping[str, Any], regimens: Sequence[Regimen], home: Household
) -> tuple[Conflict, ...]:
    """Every disagreement within an order that was read as these regimens."""
    steps = sorted(
        order.get("dosageInstruction") or [order], key=lambda one: one.get("sequence", 0)
    )
    found = [*_status(order)]
    for index, (step, regimen) in enumerate(zip(steps, regimens, strict=True)):
        path = f"dosageInstruction[{index}]"
        text = str(step.get("text") or step.get("patientInstruction") or "").lower()
        found += [
            Conflict(element=f"{path}.{element}", words=words)
            for element, words in (
                *_disagreements(text, regimen, home),
                *_too_many(step, regimen, home.routine),
            )
        ]
    return (*found, *_between(steps, regimens, home))


def _status(order: Mapping[str, Any]) -> Iterator[Conflict]:
    status = order.get("status", "active")
    if status != "active":
        yield Conflict(element="status", words=f"is {status}, not active")
    intent = order.get("intent", "order")
    if intent in ("proposal", "plan"):
        yield Conflict(element="intent", words=f"is a {intent}, not an order")


def _disagreements(
    text: str, regimen: Regimen, home: Household
) -> Iterator[tuple[str, str]]:
    on_demand = bool(re.search(r"\b(as needed|if needed|when needed|prn)\b", text))
    if on_demand != (regimen.as_needed is not None) and text:
        side = "the words" if on_demand else "the structure"
        yield "asNeeded", f"only {side} say as needed"
    if not regimen.timing or regimen.as_needed is not None:
        return
    days = _days_in(text)
    length = _length(regimen, home)
    counted = "count" in regimen.timing
    if days is not None and length is None and not counted:
        yield "timing.repeat.bounds", f"words say {days} days, structure has no end"
    elif days is not None and length is not None and days * DAY != length:
        yield "timing.repeat.bounds", f"words say {days} days, structure {length / DAY:g}"
    said, planned = _times_in(text), _times_planned(regimen, home.routine)
    if said is not None and planned is not None and said != planned:
        yield "timing.repeat.frequency", f"words say {said} a day, structure {planned:g}"


def _too_many(
    step: Mapping[str, Any], regimen: Regimen, routine: Routine
) -> Iterator[tuple[str, str]]:
    """More doses by the clock than the order allows in a day."""
    if regimen.as_needed is not None or "maxDosePerPeriod" not in step:
        return
    most, planned = maximum_of("", step), _times_planned(regimen, routine)
    if most is not None and planned is not None and planned > most:
        yield "maxDosePerPeriod", f"allows {most} doses a day, the timing gives {planned:g}"


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _days_in(text: str) -> int | None:
    found = re.search(r"\b(?:for|x) (\w+) (day|week)s?\b", text)
    count = _number(found[1]) if found else None
    return (
        None if found is None or count is None else count * (7 if found[2] == "week" else 1)
    )


def _times_in(text: str) -> int | None:
    """Times a day in the words; None where they do not say."""
    if found := re.search(r"\b(once|twice|thrice) (daily|a day|each day|per day)\b", text):
        return TIMES[found[1]]
    if found := re.search(r"\b(\w+) times? (daily|a day|each day|per day)\b", text):
        return _number(found[1])
    if found := re.search(r"\bevery (\w+) hours?\b", text):
        hours = _number(found[1])
        return 24 // hours if hours and 24 % hours == 0 else None
    return None


def _times_planned(regimen: Regimen, routine: Routine) -> float | None:
    """Times a day of a plan that is the same every day or every few days."""
    form = read(regimen.timing, routine).form
    match form:
        case Wall(unit="d", weekdays=weekdays, every=every, times=times):
            return len(times) / every if every == 1 or not weekdays else None
        case Elapsed(interval=interval):
            return DAY / interval
    return None


def _length(regimen: Regimen, home: Household) -> timedelta | None:
    recurrence = read(regimen.timing, home.routine, home.table)
    anchor = anchor_of(regimen, recurrence, home.zone)
    end = end_of(recurrence.bounds, anchor.astimezone(home.zone), home.zone)
    if end is None:
        return None
    local = anchor.astimezone(home.zone)
    return end.astimezone(home.zone).replace(tzinfo=None) - local.replace(tzinfo=None)


def _between(
    steps: Sequence[Mapping[str, Any]], regimens: Sequence[Regimen], home: Household
) -> Iterator[Conflict]:
    """A day without a plan, or with two, between steps that follow one another."""
    for place, (one, other) in enumerate(pairwise(zip(steps, regimens, strict=True))):
        if one[0].get("sequence") == other[0].get("sequence"):
            continue
        length = _length(one[1], home)
        if length is None:
            continue
        ends = one[1].starts.astimezone(home.zone).replace(tzinfo=None) + length
        gap = other[1].starts.astimezone(home.zone).replace(tzinfo=None) - ends
        if gap not in (timedelta(), -SECOND):
            word = "without a plan" if gap > timedelta() else "with two plans"
            yield Conflict(
                element=f"dosageInstruction[{place + 1}].timing.repeat.bounds",
                words=f"leaves {abs(gap) / DAY:g} days {word} after the step before",
            )
