"""What one FHIR `Dosage` says besides its timing: how much, of what, on demand or not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from care.medication import AsNeeded
from reminders.element import TimingError, number, whole

HOURS = {"h": 1, "d": 24, "wk": 168}


def medicine_of(order: Mapping[str, Any]) -> str:
    """The medicine's name in words, from the concept or the contained Medication."""
    concept = order.get("medicationCodeableConcept")
    if concept is None and "medicationReference" in order:
        wanted = str(order["medicationReference"].get("reference", "")).removeprefix("#")
        for inside in order.get("contained", []):
            if inside.get("id") == wanted:
                concept = inside.get("code")
        concept = concept or {"text": order["medicationReference"].get("display")}
    return concept_words(concept) or "medicine"


def concept_words(concept: Mapping[str, Any] | None) -> str | None:
    """The words of a CodeableConcept: its text, else a coding's display."""
    if concept is None:
        return None
    shown = [coding.get("display") for coding in concept.get("coding", [])]
    return concept.get("text") or next((text for text in shown if text), None)


def dose_text_of(dosage: Mapping[str, Any]) -> str:
    """How much, in the order's own words or numbers; empty when it does not say."""
    for amount in dosage.get("doseAndRate", []):
        if "doseQuantity" in amount:
            return _quantity(amount["doseQuantity"])
        if "doseRange" in amount:
            low, high = amount["doseRange"].get("low"), amount["doseRange"].get("high")
            if low and high:
                return f"{_value(low)}-{_quantity(high)}"
    return str(dosage.get("text", ""))


def _value(quantity: Mapping[str, Any]) -> str:
    """A FHIR decimal as written; 0.50 keeps its meaning, 1.0 is one."""
    value = number(quantity, "value")
    if value is None:
        raise TimingError("doseAndRate.doseQuantity.value", "is missing")
    return f"{value:g}"


def _quantity(quantity: Mapping[str, Any]) -> str:
    unit = quantity.get("unit") or quantity.get("code") or ""
    return f"{_value(quantity)} {unit}".strip()


def as_needed_of(path: str, dosage: Mapping[str, Any]) -> AsNeeded | None:
    """The limits of medicine on demand, or None for medicine by the clock."""
    concept = dosage.get("asNeededCodeableConcept")
    flag = dosage.get("asNeededBoolean", concept is not None)
    if not isinstance(flag, bool):
        raise TimingError(
            f"{path}asNeededBoolean", f"should be true or false, not {flag!r}"
        )
    if not flag:
        return None
    return AsNeeded(reason=concept_words(concept), maximum=_maximum(path, dosage))


def minimum_gap_of(timing: Mapping[str, Any]) -> timedelta | None:
    """The gap that an interval on demand asks for: "every 4-6 h" is at least 4 h."""
    unit, period = timing.get("periodUnit"), number(timing, "period")
    if period is None or unit not in ("min", "h"):
        return None
    frequency = whole(timing, "frequency") or 1
    return timedelta(hours=period / (60 if unit == "min" else 1) / frequency)


def _maximum(path: str, dosage: Mapping[str, Any]) -> int | None:
    """`maxDosePerPeriod` as doses in 24 hours; rounded down, so never more."""
    ratio = dosage.get("maxDosePerPeriod")
    if ratio is None:
        return None
    element = f"{path}maxDosePerPeriod"
    most, period = ratio.get("numerator", {}), ratio.get("denominator", {})
    hours = HOURS.get(period.get("code", "")) or HOURS.get(period.get("unit", ""))
    if hours != HOURS["d"] or number(period, "value") != 1:
        raise TimingError(element, "is supported per 1 day only")
    amounts = [amount.get("doseQuantity", {}) for amount in dosage.get("doseAndRate", [])]
    one = amounts[0] if amounts else {}
    top, single = number(most, "value"), number(one, "value")
    if top is None or not single or most.get("unit") != one.get("unit"):
        raise TimingError(element, "and the dose are not in the same unit")
    return int(top / single + 1e-9)
