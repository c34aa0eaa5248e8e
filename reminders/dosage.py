"""What one FHIR `Dosage` says besides its timing: how much, of what, on demand or not."""

from collections.abc import Mapping
from datetime import timedelta

from care.medication import AsNeeded
from reminders.element import TimingError, number, whole
from reminders.known_elements import (
    AMOUNT,
    CODING,
    QUANTITY,
    RANGE,
    RATIO,
    REFERENCE,
    Element,
    element,
    elements,
)

DAY_IN_HOURS = 24
HOURS = {"h": 1, "d": 24}
_RATE = (RATIO, "numerator", "denominator")


def medicine_of(order: Element) -> str:
    """The medicine's name in words, from the concept or the contained Medication."""
    concept = order.get("medicationCodeableConcept")
    if concept is None and "medicationReference" in order:
        reference = element("medicationReference", order["medicationReference"], REFERENCE)
        wanted = str(reference.get("reference", "")).removeprefix("#")
        contained = order.get("contained", [])
        if not isinstance(contained, list):
            raise TimingError("contained", f"should be a list, not {contained!r}")
        for inside in contained:
            if isinstance(inside, Mapping) and inside.get("id") == wanted:
                concept = inside.get("code")
        concept = concept or {"text": reference.get("display")}
    return concept_words("medicationCodeableConcept", concept) or "medicine"


def concept_words(path: str, concept: object) -> str | None:
    """The words of a CodeableConcept: its text, else a coding's display."""
    if concept is None:
        return None
    if not isinstance(concept, Mapping):
        raise TimingError(path, f"should be an object, not {concept!r}")
    if isinstance(text := concept.get("text"), str):
        return text
    codings = elements(f"{path}.coding", concept.get("coding"), CODING)
    return next((str(one["display"]) for one in codings if one.get("display")), None)


def dose_text_of(path: str, dosage: Element) -> str:
    """How much, in the order's own words or numbers; empty when it does not say."""
    amounts = elements(f"{path}doseAndRate", dosage.get("doseAndRate"), AMOUNT)
    found = {text for one in amounts if (text := _amount(f"{path}doseAndRate", one))}
    if len(found) > 1:
        raise TimingError(f"{path}doseAndRate", f"gives {' and '.join(sorted(found))}")
    return found.pop() if found else str(dosage.get("text", ""))


def _amount(path: str, given: Element) -> str:
    """How much, and how fast where that is ordered: "500 mL, 100 mL/h"."""
    return ", ".join(filter(None, (_much(path, given, "dose"), _much(path, given, "rate"))))


def _much(path: str, given: Element, what: str) -> str:
    """`doseQuantity` or `doseRange`; `rateQuantity`, `rateRange` or `rateRatio`."""
    names = [f"{what}{form}" for form in ("Quantity", "Range", "Ratio")]
    found = [name for name in names if name in given]
    if not found:
        return ""
    name = found[0]
    where = f"{path}.{name}"
    if len(found) > 1:
        raise TimingError(f"{path}.{found[1]}", f"cannot go together with {name}")
    if name.endswith("Quantity"):
        value, unit = _quantity(where, given[name])
        return f"{value:g} {unit}".strip()
    known, first, second = (RANGE, "low", "high") if name.endswith("Range") else _RATE
    both = element(where, given[name], known)
    one, other = (_quantity(f"{where}.{end}", both.get(end, {})) for end in (first, second))
    if known is RATIO:
        return f"{one[0]:g} {one[1]} / {other[0]:g} {other[1]}".strip()
    if one[0] > other[0]:
        raise TimingError(where, "its low end is above its high end")
    return f"{one[0]:g}-{other[0]:g} {other[1]}".strip()


def _quantity(path: str, given: object) -> tuple[float, str]:
    """Value and unit, of a FHIR decimal as written: 0.50 keeps its meaning, 1.0 is one."""
    quantity = element(path, given, QUANTITY)
    try:
        value = number(quantity, "value")
    except TimingError as error:
        raise TimingError(f"{path}.value", error.why) from None
    if value is None or value <= 0:
        raise TimingError(f"{path}.value", "should be a number above 0")
    return value, str(quantity.get("unit") or quantity.get("code") or "")


def as_needed_of(path: str, dosage: Element) -> AsNeeded | None:
    """The limits of medicine on demand, or None for medicine by the clock."""
    concept = dosage.get("asNeededCodeableConcept")
    flag = dosage.get("asNeededBoolean", concept is not None)
    if not isinstance(flag, bool):
        raise TimingError(
            f"{path}asNeededBoolean", f"should be true or false, not {flag!r}"
        )
    if concept is not None and "asNeededBoolean" in dosage:
        raise TimingError(
            f"{path}asNeededBoolean", "cannot go together with asNeededCodeableConcept"
        )
    if not flag:
        return None
    reason = concept_words(f"{path}asNeededCodeableConcept", concept)
    return AsNeeded(reason=reason, maximum=maximum_of(path, dosage))


def minimum_gap_of(timing: Element) -> timedelta | None:
    """The gap that an interval on demand asks for: "every 4-6 h" is at least 4 h."""
    unit, period = timing.get("periodUnit"), number(timing, "period")
    if period is None or unit not in ("min", "h"):
        return None
    frequency = whole(timing, "frequency") or 1
    return timedelta(hours=period / (60 if unit == "min" else 1) / frequency)


def maximum_of(path: str, dosage: Element) -> int | None:
    """`maxDosePerPeriod` as doses in 24 hours; rounded down, so never more."""
    if "maxDosePerPeriod" not in dosage:
        return None
    where = f"{path}maxDosePerPeriod"
    ratio = element(where, dosage["maxDosePerPeriod"], RATIO)
    top, unit = _quantity(f"{where}.numerator", ratio.get("numerator", {}))
    length = element(f"{where}.denominator", ratio.get("denominator", {}), QUANTITY)
    value, code = _quantity(f"{where}.denominator", length)
    hours = HOURS.get(str(length.get("code", code)), 0) * value
    if hours != DAY_IN_HOURS:
        raise TimingError(where, "is supported per 1 day or 24 h only")
    for amount in dosage.get("doseAndRate", []):
        single = amount.get("doseQuantity") or amount.get("doseRange", {}).get("high")
        if single is not None:
            one, same = _quantity(f"{path}doseAndRate", single)
            if same == unit:
                return int(top / one + 1e-9)
    raise TimingError(where, "and the dose are not in the same unit")
