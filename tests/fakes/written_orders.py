"""Orders as they come in FHIR, said shortly."""

from typing import Any

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}

WEEKLY = {"frequency": 1, "period": 1, "periodUnit": "wk"}

MORNING = {"timeOfDay": ["08:00:00"]}

NIGHT = {"timeOfDay": ["02:30:00"]}


def hours(period: float, **more: Any) -> dict[str, Any]:
    return {"frequency": 1, "period": period, "periodUnit": "h", **more}


def when(*codes: str, **more: Any) -> dict[str, Any]:
    return {"when": list(codes), **more}


def code(name: str, **repeat: Any) -> dict[str, Any]:
    timing: dict[str, Any] = {"code": {"coding": [{"code": name}]}}
    return timing | ({"repeat": repeat} if repeat else {})


def lasting(value: float, unit: str) -> dict[str, Any]:
    return {"boundsDuration": {"value": value, "code": unit}}


def within(**period: str) -> dict[str, Any]:
    return {"boundsPeriod": period}


def step(repeat: dict[str, Any], sequence: int | None = None, **more: Any) -> Any:
    numbered = {} if sequence is None else {"sequence": sequence}
    return {"timing": {"repeat": repeat}, **numbered, **more}


def order(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "Medicine"},
        "dosageInstruction": list(steps),
    } | more


PARIS, NEW_YORK = "Europe/Paris", "America/New_York"
