"""Between the medicine form and an order: what a form means, how a revision fills it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from care.medication import Regimen, RegimenId
from care.people import Patient, ProviderId
from console.draft import Draft
from console.order import Plan
from console.pattern import DAYS, EVENTS, Pattern, Step
from reminders.calendar_days import wall


def regimens_of(
    plan: Plan,
    *,
    patient: Patient,
    key: str,
    revision: int,
    author: ProviderId,
    before: tuple[Regimen, ...],
) -> tuple[Regimen, ...]:
    """The regimens that a plan means, one a step; what the form does not ask is kept.

    A series that is counted from its start (hours, cycles) goes on as it was counted when
    its timing stays the same: other words must not move doses.
    """
    said: dict[str, Any] = {
        "patient": patient.id,
        "revision": revision,
        "author": author,
        "order": key,
        "medicine": plan.medicine,
        "timing": plan.timed.timing,
        "cycle": plan.timed.cycle,
        "as_needed": plan.timed.as_needed,
        "window_class": plan.window_class,
        "window": plan.window,
        "minimum_gap": plan.minimum_gap,
        "critical": plan.critical,
        "high_risk": plan.high_risk,
        "late_words": plan.late_words,
        "purpose": plan.purpose,
        "look": plan.look,
        "compartment": plan.compartment,
    }
    made = tuple(
        Regimen(
            id=RegimenId(key if place == 0 else f"{key}.{place + 1}"),
            dose_text=step.dose_text,
            units_per_dose=step.units,
            starts=span[0],
            ends=span[1],
            **said,
        )
        for place, (step, span) in enumerate(_stretches(plan, patient))
    )
    if len(made) == len(before) == 1 and _same_series(before[0], made[0]):
        return (replace(made[0], starts=min(made[0].starts, before[0].starts)),)
    return made


def _same_series(before: Regimen, after: Regimen) -> bool:
    return before.timing == after.timing and before.cycle == after.cycle


def _stretches(
    plan: Plan, patient: Patient
) -> Iterator[tuple[Step, tuple[datetime, datetime | None]]]:
    """Each step from where the one before it ends; whole days of the patient's calendar.

    A step that begins in the course of a day counts that day as its first.
    """
    start = plan.starts
    for step in plan.steps:
        end = plan.ends
        if step.length is not None:
            last = start.astimezone(patient.zone).date() + step.length
            own = wall(last, 0, patient.zone)
            end = own if end is None else min(own, end)
        yield step, (start, end)
        if end is None or end == plan.ends:
            return
        start = end


def draft_of(regimens: tuple[Regimen, ...], patient: Patient) -> Draft:
    """The form filled with what a revision says; no pattern where the form has none."""
    first, timing = regimens[0], regimens[0].timing
    demand = first.as_needed
    fields = {
        "medicine": first.medicine,
        "dose_text": first.dose_text,
        "units": f"{first.units_per_dose:g}",
        "window_class": first.window_class.value,
        "window": _minutes(first.window),
        "minimum_gap": _minutes(first.minimum_gap),
        "critical": "yes" if first.critical else "",
        "high_risk": "yes" if first.high_risk else "",
        "late_words": first.late_words or "",
        "purpose": first.purpose or "",
        "look": first.look or "",
        "compartment": first.compartment or "",
        "starts": "tomorrow",
        "end_date": _last_day(regimens[-1], patient) if len(regimens) == 1 else "",
        "days_on": str(first.cycle.on) if first.cycle else "",
        "days_off": str(first.cycle.off) if first.cycle else "",
        "need_reason": (demand.reason or "") if demand else "",
        "need_most": str(demand.maximum or "") if demand else "",
    }
    pattern = pattern_of(regimens)
    if pattern:
        fields["pattern"] = pattern.value
    if pattern is Pattern.HOURS:
        fields["every_hours"] = f"{timing['period']:g}"
    if pattern is Pattern.CYCLE:
        fields["every_days"] = f"{timing['period']:g}"
    return Draft(
        fields=fields,
        days=tuple(timing.get("dayOfWeek", ())) if pattern is Pattern.CLOCK else (),
        events=tuple(timing.get("when", ())) if pattern is Pattern.DAY else (),
        times=tuple(text[:5] for text in timing.get("timeOfDay", ())),
        steps=tuple(_row(one, patient) for one in regimens) if len(regimens) > 1 else (),
    )


def _row(regimen: Regimen, patient: Patient) -> tuple[str, str, str]:
    days = ""
    if regimen.ends is not None:
        first = regimen.starts.astimezone(patient.zone).date()
        last = (regimen.ends - timedelta(seconds=1)).astimezone(patient.zone).date()
        days = str((last - first).days + 1)
    return regimen.dose_text, f"{regimen.units_per_dose:g}", days


def _minutes(gap: timedelta | None) -> str:
    return f"{gap / timedelta(minutes=1):.0f}" if gap else ""


def _last_day(regimen: Regimen, patient: Patient) -> str:
    if regimen.ends is None:
        return ""
    return (regimen.ends.astimezone(patient.zone) - timedelta(seconds=1)).date().isoformat()


def pattern_of(regimens: tuple[Regimen, ...]) -> Pattern | None:
    """Which pattern of the form says all of an order; None where none does."""
    first, timing = regimens[0], regimens[0].timing
    unit, period = timing.get("periodUnit", "d"), timing.get("period", 1)
    known = {"frequency", "period", "periodUnit", "timeOfDay", "when", "dayOfWeek"}
    if len(regimens) > 1:
        same = all(one.timing == timing and not one.cycle for one in regimens)
        return Pattern.TAPER if same and timing.keys() == {"timeOfDay"} else None
    if first.as_needed is not None:
        return None if timing else Pattern.NEED
    if first.cycle is not None:
        return Pattern.PAUSE if timing.keys() == {"timeOfDay"} else None
    if timing.keys() - known:
        return None
    match (unit, period, "timeOfDay" in timing, "when" in timing):
        case ("d", 1, True, False) if set(timing.get("dayOfWeek", ())) <= set(DAYS):
            return Pattern.CLOCK
        case ("d", 1, False, True) if set(timing["when"]) <= set(EVENTS):
            return None if "dayOfWeek" in timing else Pattern.DAY
        case ("h", _, False, False) if timing.get("frequency", 1) == 1:
            return None if "dayOfWeek" in timing else Pattern.HOURS
        case ("d", _, True, False) if "dayOfWeek" not in timing:
            return Pattern.CYCLE
    return None
