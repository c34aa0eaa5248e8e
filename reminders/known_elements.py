"""The elements of an R4 order that may stand there; any other is refused by its path.

An element that is not understood is never passed over: it could change what is due.
Source: HL7 FHIR R4 4.0.1, MedicationRequest, Dosage, Timing and their datatypes.
"""

from collections.abc import Mapping
from typing import Any

from reminders.element import TimingError

Element = Mapping[str, Any]

ORDER = frozenset(
    {
        *("resourceType", "meta", "language", "text", "contained", "identifier"),
        *("status", "statusReason", "intent", "category", "priority", "doNotPerform"),
        *("reportedBoolean", "reportedReference", "medicationCodeableConcept"),
        *("medicationReference", "subject", "encounter", "supportingInformation"),
        *("authoredOn", "requester", "performer", "performerType", "recorder"),
        *("reasonCode", "reasonReference", "instantiatesCanonical", "instantiatesUri"),
        *("basedOn", "groupIdentifier", "courseOfTherapyType", "insurance", "note"),
        *("dosageInstruction", "dispenseRequest", "substitution", "priorPrescription"),
        *("detectedIssue", "eventHistory"),
    }
)
DOSAGE = frozenset(
    {
        *("sequence", "text", "additionalInstruction", "patientInstruction", "timing"),
        *("asNeededBoolean", "asNeededCodeableConcept", "site", "route", "method"),
        *("doseAndRate", "maxDosePerPeriod", "maxDosePerAdministration"),
        "maxDosePerLifetime",
    }
)
TIMING = frozenset({"event", "repeat", "code"})
AMOUNT = frozenset(
    {"type", "doseQuantity", "doseRange", "rateRatio", "rateRange", "rateQuantity"}
)
PERIOD = frozenset({"start", "end"})
RANGE = frozenset({"low", "high"})
RATIO = frozenset({"numerator", "denominator"})
QUANTITY = frozenset({"value", "unit", "system", "code"})
"""Without a comparator: "less than five days" is no length."""
CONCEPT = frozenset({"coding", "text"})
CODING = frozenset({"system", "version", "code", "display", "userSelected"})
REFERENCE = frozenset({"reference", "type", "identifier", "display"})


def element(path: str, value: object, known: frozenset[str]) -> Element:
    """The object at `path`, with no element but the known ones, none of them null."""
    if not isinstance(value, Mapping):
        raise TimingError(path, f"should be an object, not {value!r}")
    inside = f"{path}." if path else ""
    for name, content in value.items():
        if name == "modifierExtension":
            raise TimingError(f"{inside}{name}", "changes the meaning in an unknown way")
        if name not in known and name not in ("id", "extension"):
            raise TimingError(
                f"{inside}{name}", "is not supported, and leaving it out would be a guess"
            )
        if content is None:
            raise TimingError(f"{inside}{name}", "is null, which says nothing")
    return value


def elements(path: str, value: object, known: frozenset[str]) -> list[Element]:
    """The objects of a list at `path`; empty where there is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise TimingError(path, f"should be a list, not {value!r}")
    return [element(f"{path}[{index}]", one, known) for index, one in enumerate(value)]
