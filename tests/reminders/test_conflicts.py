"""Words against structure: every conflict of real orders is reported."""

from typing import Any

import pytest

from reminders.conflicts import conflicts
from reminders.fhir_order import Household, regimens_of
from tests.fakes.medicines import PARIS, local

HOME = Household(zone=PARIS, activation=local("00:00"))
DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


def step(text: str, repeat: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": text, "timing": {"repeat": repeat}} | more


def found(*steps: dict[str, Any], **more: Any) -> dict[str, str]:
    order = {"resourceType": "MedicationRequest", "dosageInstruction": list(steps)} | more
    made = conflicts(order, regimens_of(order, HOME), HOME)
    return {one.element.removeprefix("dosageInstruction"): one.words for one in made}


def week(start: str, end: str) -> dict[str, Any]:
    return DAILY | {"boundsPeriod": {"start": start, "end": end}}


def test_an_order_that_agrees_with_itself_has_none() -> None:
    twice = {"frequency": 2, "period": 1, "periodUnit": "d"}
    length = {"boundsDuration": {"value": 2, "code": "wk"}}
    assert found(step("1 tablet twice daily for two weeks", twice | length)) == {}
    assert found(step("with water", DAILY)) == {}


@pytest.mark.parametrize(
    ("text", "repeat", "element"),
    [
        ("three times a day", DAILY, "timing.repeat.frequency"),
        ("every 8 hours", DAILY, "timing.repeat.frequency"),
        ("one tablet as needed", DAILY, "asNeeded"),
        ("for 7 days", week("2026-03-02", "2026-03-06"), "timing.repeat.bounds"),
        ("10 mg once a week on Monday", DAILY, "timing.repeat.frequency"),
        ("10 mg weekly", DAILY, "timing.repeat.frequency"),
        ("one tablet every other day", DAILY, "timing.repeat.frequency"),
        ("one tablet daily", {"dayOfWeek": ["mon"]}, "timing.repeat.frequency"),
        ("at most 3 times a day", DAILY | {"frequency": 4}, "timing.repeat.frequency"),
        ("un comprim\u00e9 matin, midi et soir", DAILY, "timing.repeat.frequency"),
        ("2 comprim\u00e9s si besoin", DAILY, "asNeeded"),
    ],
)
def test_words_that_say_otherwise(text: str, repeat: dict[str, Any], element: str) -> None:
    assert list(found(step(text, repeat))) == [f"[0].{element}"]


def test_the_words_for_the_patient_count_too() -> None:
    said = found(step("one tablet", DAILY, patientInstruction="every other day"))
    assert list(said) == ["[0].timing.repeat.frequency"]
    assert said.popitem()[1] == "words say one in 2 days, structure 1 a day"


@pytest.mark.parametrize(
    ("text", "value", "unit", "agrees"),
    [
        ("take 2 tablets daily", 1, "tablet", False),
        ("take half a tablet daily", 0.5, "tablet", True),
        ("1-2 tablets daily", 1, "tablets", True),
        ("500 mg tablets, take two daily", 1000, "mg", True),
        ("500 mg tablets daily", 5000, "mg", False),
        ("with plenty of water", 1, "tablet", True),
    ],
)
def test_another_amount(text: str, value: float, unit: str, *, agrees: bool) -> None:
    dose = {"doseAndRate": [{"doseQuantity": {"value": value, "unit": unit}}]}
    said = found(step(text, DAILY, **dose))
    assert list(said) == ([] if agrees else ["[0].doseAndRate"])


def test_a_step_is_named_by_its_place_in_the_file() -> None:
    later = step("twice a day", week("2026-03-09", "2026-03-15"), sequence=2)
    first = step("once a day", week("2026-03-02", "2026-03-08"), sequence=1)
    assert list(found(later, first)) == ["[0].timing.repeat.frequency"]


def test_the_gaps_of_the_official_taper_are_found() -> None:
    steps = [
        step("4 tablets daily for 7 days", week("2015-01-16", "2015-01-20"), sequence=1),
        step("2 tablets daily for 7 days", week("2015-01-23", "2015-01-30"), sequence=2),
        step("1 tablet daily for 7 days", week("2015-01-31", "2015-02-06"), sequence=3),
    ]
    said = found(*steps)
    assert said["[0].timing.repeat.bounds"] == "words say 7 days, structure 5"
    assert "leaves 2 days without a plan" in said["[1].timing.repeat.bounds"]


def test_two_steps_at_once_are_found() -> None:
    steps = [
        step("", week("2026-03-02", "2026-03-06"), sequence=1),
        step("", week("2026-03-05", "2026-03-09"), sequence=2),
    ]
    assert "2 days with two plans" in found(*steps)["[1].timing.repeat.bounds"]


def test_an_order_that_is_not_active_is_said() -> None:
    said = found(step("", DAILY), status="completed", intent="proposal")
    assert said == {
        "status": "is completed, not active",
        "intent": "is a proposal, not an order",
    }
