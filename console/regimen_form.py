"""Between the medicine form and a regimen: what a form means, how a revision fills it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from care.medication import Regimen, RegimenId
from care.people import Patient, ProviderId
from console.order import DAYS, EVENTS, Draft, Order, Pattern


def regimen_of(
    order: Order,
    *,
    patient: Patient,
    key: RegimenId,
    revision: int,
    author: ProviderId,
    before: Regimen | None,
) -> Regimen:
    """The revision that an order means; what the form does not ask for is kept."""
    said: dict[str, Any] = {
        "id": key,
        "patient": patient.id,
        "revision": revision,
        "author": author,
        "medicine": order.medicine,
        "dose_text": order.dose_text,
        "timing": order.timing,
        "starts": order.starts,
        "ends": order.ends,
        "window_class": order.window_class,
        "minimum_gap": order.minimum_gap,
        "critical": order.critical,
        "high_risk": order.high_risk,
        "late_words": order.late_words,
        "purpose": order.purpose,
        "compartment": order.compartment,
    }
    return replace(before, **said, window=None, cycle=None) if before else Regimen(**said)


def draft_of(regimen: Regimen, patient: Patient) -> Draft:
    """The form filled with what a revision says; no pattern where the form has none."""
    timing = regimen.timing
    fields = {
        "medicine": regimen.medicine,
        "dose_text": regimen.dose_text,
        "window_class": regimen.window_class.value,
        "minimum_gap": _minutes(regimen.minimum_gap),
        "critical": "yes" if regimen.critical else "",
        "high_risk": "yes" if regimen.high_risk else "",
        "late_words": regimen.late_words or "",
        "purpose": regimen.purpose or "",
        "compartment": regimen.compartment or "",
        "starts": "now",
        "end_date": _last_day(regimen, patient),
    }
    pattern = pattern_of(regimen)
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
    )


def _minutes(gap: timedelta | None) -> str:
    return f"{gap / timedelta(minutes=1):.0f}" if gap else ""


def _last_day(regimen: Regimen, patient: Patient) -> str:
    if regimen.ends is None:
        return ""
    return (regimen.ends.astimezone(patient.zone) - timedelta(seconds=1)).date().isoformat()


def pattern_of(regimen: Regimen) -> Pattern | None:
    """Which pattern of the form says all of a timing; None where none does."""
    timing = regimen.timing
    unit, period = timing.get("periodUnit", "d"), timing.get("period", 1)
    known = {"frequency", "period", "periodUnit", "timeOfDay", "when", "dayOfWeek"}
    if timing.keys() - known or regimen.cycle or regimen.as_needed or regimen.window:
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
