"""FHIR orders become regimens: in sequence, on demand, or refused by path."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from care.medication import Cycle
from reminders.element import TimingError
from reminders.fhir_order import Household, regimens_of
from reminders.fhir_timing import CYCLE
from tests.fakes.medicines import PARIS, local

REPEAT = "dosageInstruction[0].timing.repeat"
HOME = Household(zone=PARIS, activation=local("00:00"))
DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


def order(*dosages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": "mr1",
        "medicationCodeableConcept": {"text": "Prednisone 5 mg"},
        "subject": {"reference": "Patient/p1"},
        "dosageInstruction": list(dosages),
    } | more


def step(sequence: int, repeat: dict[str, Any], amount: float = 1) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "timing": {"repeat": repeat},
        "doseAndRate": [{"doseQuantity": {"value": amount, "unit": "tablet"}}],
    }


def test_a_taper_runs_one_step_after_the_other() -> None:
    week = {"boundsDuration": {"value": 7, "code": "d"}}
    found = regimens_of(
        order(step(2, DAILY | week, 2), step(1, DAILY | week, 4), step(3, DAILY, 1)), HOME
    )
    assert [one.dose_text for one in found] == ["4 tablet", "2 tablet", "1 tablet"]
    starts = [one.starts - local("00:00") for one in found]
    assert starts == [timedelta(), timedelta(days=7), timedelta(days=14)]
    assert {one.order for one in found} == {"mr1"}
    assert len({one.id for one in found}) == 3


def test_a_count_ends_a_step_with_its_last_day() -> None:
    found = regimens_of(order(step(1, DAILY | {"count": 3}), step(2, DAILY)), HOME)
    assert found[1].starts == local("00:00") + timedelta(days=3)


def test_equal_sequences_run_together() -> None:
    found = regimens_of(order(step(1, DAILY), step(1, {"when": ["HS"]})), HOME)
    assert found[0].starts == found[1].starts


def test_a_step_after_an_endless_one_is_refused() -> None:
    with pytest.raises(TimingError) as refused:
        regimens_of(order(step(1, DAILY), step(2, DAILY)), HOME)
    assert refused.value.element == "dosageInstruction[1].timing.repeat.bounds"


def test_on_demand_keeps_its_limits() -> None:
    (found,) = regimens_of(
        order(
            {
                "asNeededCodeableConcept": {"text": "pain"},
                "timing": {"repeat": {"frequency": 1, "period": 6, "periodUnit": "h"}},
                "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "g"}}],
                "maxDosePerPeriod": {
                    "numerator": {"value": 4, "unit": "g"},
                    "denominator": {"value": 1, "unit": "day", "code": "d"},
                },
            }
        ),
        HOME,
    )
    assert found.as_needed is not None
    assert (found.as_needed.reason, found.as_needed.maximum) == ("pain", 4)
    assert found.minimum_gap == timedelta(hours=6)


def test_a_code_is_read_by_the_clinic_s_table() -> None:
    (found,) = regimens_of({"code": {"coding": [{"code": "BID"}]}}, HOME)
    assert found.timing["frequency"] == 2


def test_a_cycle_is_an_extension_and_no_other_is_known() -> None:
    ours = {"url": CYCLE, "valueString": "21/7"}
    (found,) = regimens_of(DAILY | {"extension": [ours]}, HOME)
    assert found.cycle == Cycle(on=21, off=7)
    with pytest.raises(TimingError, match="not supported"):
        regimens_of(DAILY | {"extension": [{"url": "urn:x"}]}, HOME)


def test_the_anchor_is_the_day_of_writing() -> None:
    (found,) = regimens_of(order(step(1, DAILY), authoredOn="2026-02-03"), HOME)
    assert found.starts == datetime(2026, 2, 2, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "element"),
    [
        (order(), "dosageInstruction"),
        (order(step(1, {})), REPEAT),
        (order(step(1, DAILY | {"period": "1"})), f"{REPEAT}.period"),
        (order(step(1, DAILY), doNotPerform=True), "doNotPerform"),
        (order({"timing": 3}), "dosageInstruction[0].timing"),
        (order({"timing": {"repeat": 3}}), REPEAT),
        (order({"timing": {"code": {"text": "so"}}}), "dosageInstruction[0].timing.code"),
        (order({**step(1, DAILY), "modifierExtension": []}),
         "dosageInstruction[0].modifierExtension"),
        (order({**step(1, DAILY), "asNeededBoolean": "no"}),
         "dosageInstruction[0].asNeededBoolean"),
        ({"resourceType": "Patient"}, "resourceType"),
        (order(step(1, DAILY), authoredOn="yesterday"), "authoredOn"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_refusals_name_the_path(given: dict[str, Any], element: str) -> None:
    with pytest.raises(TimingError) as refused:
        regimens_of(given, HOME)
    assert refused.value.element == element
