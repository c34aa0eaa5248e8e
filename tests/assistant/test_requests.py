"""What the console asks becomes the value that a desk takes, or is refused."""

from typing import Any

import pytest

from assistant.requests import VALUES
from care.codec import encode
from care.medication import Sign, Witness
from care.people import PatientId, ProviderId
from records.requests import Request
from reminders.checkin_plan import CheckInPlan, Hearing, Observed
from reminders.dose_words import Told
from reminders.pain import Telling
from reminders.stock import Counted
from tests.fakes.conversation import NOON

PAINAD = {
    "breathing": "normal",
    "vocalisation": "moaning",
    "face": "grimacing",
    "body": "tense",
    "consolability": "no_need",
}


def value(kind: str, **body: Any) -> object:
    asked = Request(
        id=7,
        kind=kind,
        patient=PatientId("rose"),
        body=body,
        by=ProviderId("luca"),
        at=NOON,
    )
    return VALUES[kind](asked)


def test_a_dose_is_told_with_its_author() -> None:
    told = value("tell_dose", dose="m/1", sign="part", at=NOON.isoformat())
    assert isinstance(told, Told)
    evidence = told.evidence
    assert (evidence.witness, evidence.sign, evidence.by, evidence.at) == (
        Witness.PERSON,
        Sign.PART,
        "luca",
        NOON,
    )


def test_a_scale_is_summed_and_has_one_id_however_often_it_is_handled() -> None:
    first, again = (
        value("enter_scale", survey="painad", at=NOON.isoformat(), answers=PAINAD)
        for _ in range(2)
    )
    assert isinstance(first, Observed)
    assert first == again
    assert (first.check_in.score, first.check_in.by) == (4, "luca")


def test_a_count_has_its_date() -> None:
    found = value(
        "count_stock", medicine="m", units=28, notice_days=5, expires="2027-01-31"
    )
    assert isinstance(found, Counted)
    assert (found.stock.units, found.stock.notice_days) == (28.0, 5)
    assert str(found.stock.expires) == "2027-01-31"


def test_a_plan_of_check_ins_comes_back_whole() -> None:
    hearing = Hearing(survey="mood", tell=((3.0, Telling.PROVIDER),))
    plan = CheckInPlan(hearing=(hearing,), author=ProviderId("omar"))
    assert value("plan_checkins", plan=encode(plan)) == plan


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("tell_dose", {"dose": "m/1", "sign": "eaten", "at": NOON.isoformat()}),
        ("tell_dose", {"dose": "m/1", "sign": "taken", "at": "at noon"}),
        ("enter_scale", {"survey": "mood", "at": NOON.isoformat(), "answers": {}}),
        ("enter_scale", {"survey": "painad", "at": NOON.isoformat(), "answers": {}}),
        (
            "enter_scale",
            {
                "survey": "painad",
                "at": NOON.isoformat(),
                "answers": PAINAD | {"face": "green"},
            },
        ),
        ("count_stock", {"medicine": "m", "units": "many", "notice_days": 7}),
        ("plan_checkins", {"plan": {"visits": "often"}}),
    ],
)
def test_what_is_not_said_right_is_refused(kind: str, body: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError, TypeError, AttributeError)):
        value(kind, **body)
