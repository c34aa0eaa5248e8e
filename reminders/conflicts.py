"""Where an order's words disagree with its structure; a clinician must choose.

Finds the disagreements that real orders have (FHIR examples and Synthea): another
length, another number of times, "as needed" on one side only, gaps between steps, and a
status that is not active. Words it does not understand are no conflict.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from care.medication import Regimen
from care.people import Routine
from reminders import order_words
from reminders.bounds import end_of
from reminders.dosage import maximum_of
from reminders.fhir_order import Household
from reminders.plan import anchor_of
from reminders.timing import Elapsed, Wall, read

WORDS = ("text", "patientInstruction")
DAY = timedelta(days=1)
MONTH, SLACK = 30.4, 0.02
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
    given = order.get("dosageInstruction")
    places = sorted(enumerate(given or [order]), key=lambda one: one[1].get("sequence", 0))
    found = [*_status(order)]
    for (index, step), regimen in zip(places, regimens, strict=True):
        path = f"dosageInstruction[{index}]." if given else ""
        text = ". ".join(str(step[name]).lower() for name in WORDS if step.get(name))
        found += [
            Conflict(element=f"{path}{element}", words=words)
            for element, words in (
                *_disagreements(text, regimen, home),
                *_amount(text, step),
                *_too_many(step, regimen, home.routine),
            )
        ]
    return (*found, *_between(places, regimens, home))


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
    on_demand = order_words.on_demand(text)
    if on_demand != (regimen.as_needed is not None) and text:
        side = "the words" if on_demand else "the structure"
        yield "asNeeded", f"only {side} say as needed"
    if not regimen.timing or regimen.as_needed is not None:
        return
    days = order_words.length(text)
    length = _length(regimen, home)
    counted = "count" in regimen.timing
    if days is not None and length is None and not counted:
        yield "timing.repeat.bounds", f"words say {days:g} days, structure has no end"
    elif days is not None and length is not None and days * DAY != length:
        yield "timing.repeat.bounds", f"words say {days:g} days, structure {length / DAY:g}"
    said, planned = order_words.rates(text), _planned_rate(regimen, home.routine)
    if said and planned and not any(_within(planned, one) for one in said):
        words = f"words say {_said(said[0][0] or said[0][1])}, structure {_said(planned)}"
        yield "timing.repeat.frequency", words


def _within(planned: float, said: tuple[float, float]) -> bool:
    """Whether a rate is what the words allow; months have no exact number of days."""
    return said[0] * (1 - SLACK) <= planned <= said[1] * (1 + SLACK)


def _amount(text: str, step: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Another number of tablets or milligrams in the words than in the structure."""
    for one in step.get("doseAndRate", []):
        given = one.get("doseQuantity", {})
        unit, value = str(given.get("unit", "")), given.get("value")
        said = order_words.amounts(text, unit)
        if said and value is not None and not any(_within(value, one) for one in said):
            words = f"words say {said[0][0]:g} {unit}, structure {value:g}"
            yield "doseAndRate", words


def _too_many(
    step: Mapping[str, Any], regimen: Regimen, routine: Routine
) -> Iterator[tuple[str, str]]:
    """More doses by the clock than the order allows in a day."""
    if regimen.as_needed is not None or "maxDosePerPeriod" not in step:
        return
    most, planned = maximum_of("", step), _planned_rate(regimen, routine)
    if most is not None and planned is not None and planned > most:
        yield "maxDosePerPeriod", f"allows {most} doses a day, the timing gives {planned:g}"


def _planned_rate(regimen: Regimen, routine: Routine) -> float | None:
    """Doses a day of a plan, on average; None for instants that are listed."""
    form = read(regimen.timing, routine).form
    match form:
        case Wall(unit=unit, weekdays=weekdays, every=every, times=times):
            of_week = len(weekdays) / 7 if weekdays else 1.0
            if unit == "d":
                return len(times) / every * of_week
            if unit == "wk":
                return len(times) * max(1, len(weekdays)) / 7 / every
            return len(times) / MONTH / every
        case Elapsed(interval=interval, weekdays=weekdays):
            return DAY / interval * (len(weekdays) / 7 if weekdays else 1.0)
    return None


def _said(rate: float) -> str:
    """Such as "3 a day" or "once in 7 days"."""
    return f"{rate:g} a day" if rate >= 1 else f"one in {round(1 / rate, 1):g} days"


def _length(regimen: Regimen, home: Household) -> timedelta | None:
    recurrence = read(regimen.timing, home.routine, home.table)
    anchor = anchor_of(regimen, recurrence, home.zone)
    end = end_of(recurrence.bounds, anchor.astimezone(home.zone), home.zone)
    if end is None:
        return None
    local = anchor.astimezone(home.zone)
    return end.astimezone(home.zone).replace(tzinfo=None) - local.replace(tzinfo=None)


def _between(
    places: Sequence[tuple[int, Mapping[str, Any]]],
    regimens: Sequence[Regimen],
    home: Household,
) -> Iterator[Conflict]:
    """A day without a plan, or with two, between steps that follow one another."""
    steps = [(*place, regimen) for place, regimen in zip(places, regimens, strict=True)]
    for (_, step, before), (place, following, after) in pairwise(steps):
        length = _length(before, home)
        if length is None or step.get("sequence") == following.get("sequence"):
            continue
        ends = before.starts.astimezone(home.zone).replace(tzinfo=None) + length
        gap = after.starts.astimezone(home.zone).replace(tzinfo=None) - ends
        if gap not in (timedelta(), -SECOND):
            word = "without a plan" if gap > timedelta() else "with two plans"
            yield Conflict(
                element=f"dosageInstruction[{place}].timing.repeat.bounds",
                words=f"leaves {abs(gap) / DAY:g} days {word} after the step before",
            )
