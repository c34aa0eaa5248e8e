"""Facts come from the real record, in one look."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from assistant.conversation.stored import StoredFacts
from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.escalation import (
    Acknowledgement,
    Contact,
    Delivery,
    DeliveryStatus,
    Escalation,
    EscalationId,
    Notice,
    NoticeId,
    Policy,
    Stage,
)
from care.medication import Dose, DoseOutcome, Regimen
from care.people import Patient, ProviderId
from records.database import Database
from records.unit import Unit
from tests.fakes.conversation import NOON, dose, measured, patient
from tests.fakes.homes import Sealed

pytestmark = pytest.mark.integration
T = TypeVar("T")
MARIE = Contact(provider=ProviderId("marie"), channel="email", address="m@example.org")
POLICY = Policy(
    id="p", revision=1, rungs=(), repeat=timedelta(hours=1), lapse=timedelta(hours=1)
)
ALARM = Alarm(
    id=AlarmId("a1"),
    patient=patient().id,
    code="SPO2-LOW",
    cause=Cause.PHYSIOLOGICAL,
    priority=Priority.HIGH,
    raised_at=NOON - timedelta(hours=1),
    reasons=(Reason(key="spo2_low"),),
)
NOTICE = Notice(
    id=NoticeId("n1"),
    escalation=EscalationId("e1"),
    contact=MARIE,
    alarm=ALARM,
    rung=0,
    attempt=0,
    created_at=NOON - timedelta(minutes=50),
)


def _escalation(taken: Acknowledgement | None) -> Escalation:
    return Escalation(
        id=EscalationId("e1"),
        alarm=ALARM,
        policy=POLICY,
        stage=Stage.ACKNOWLEDGED if taken else Stage.CLIMBING,
        rung=0,
        attempt=0,
        due=NOON,
        acknowledgement=taken,
    )


def _facts(record: Database, planned: tuple[Dose, ...] = ()) -> StoredFacts:
    async def ask(question: Callable[[Unit], T]) -> T:
        with record.reading() as unit:
            return question(unit)

    def plan(
        _regimens: tuple[Regimen, ...], _who: Patient, start: datetime, end: datetime
    ) -> tuple[Dose, ...]:
        return tuple(one for one in planned if start <= one.due < end)

    return StoredFacts(ask, plan, {ProviderId("marie"): "Marie"})


async def test_readings_of_the_kind_that_was_asked_about(record: Database) -> None:
    readings = (
        measured("glucose", 110, "mg/dL", 5),
        measured("glucose", 90, "mg/dL", 20 * 24 * 60),
        measured("spo2", 95, "%", 5),
    )
    with record.unit() as unit:
        sealed = Sealed(sequence=1, patient=patient().id, readings=readings)
        unit.intake.keep((sealed,))
    known = await _facts(record).known(patient(), "glucose", NOON)
    assert [one.value for one in known.readings] == [110]
    assert {device.reading for device in known.devices} == {"glucose", "oxygen"}
    assert (await _facts(record).known(patient(), None, NOON)).readings == ()


async def test_a_dose_that_is_over_is_not_to_come(record: Database) -> None:
    done = dose("metformin", -2, DoseOutcome.TAKEN)
    with record.unit() as unit:
        unit.doses.keep(done, NOON)
    early = dose("ramipril", 3, DoseOutcome.TAKEN)
    with record.unit() as unit:
        unit.doses.keep(early, NOON)
    facts = _facts(record, (dose("ramipril", 3), dose("statin", 5), dose("far", 100)))
    known = await facts.known(patient(), None, NOON)
    assert [one.medicine for one in known.doses] == ["metformin"]
    assert [one.medicine for one in known.planned] == ["statin"]


async def test_who_was_told_and_who_has_answered(record: Database) -> None:
    with record.unit() as unit:
        unit.escalations.keep(_escalation(None))
        unit.notices.keep(NOTICE)
        unit.notices.delivered(
            Delivery(notice=NOTICE.id, status=DeliveryStatus.HANDED_OVER, at=NOON)
        )
    told = (await _facts(record).known(patient(), None, NOON)).told
    assert [(one.name, one.reached, one.acknowledged) for one in told] == [
        ("Marie", True, False)
    ]
    taken = Acknowledgement(by=ProviderId("marie"), at=NOON)
    with record.unit() as unit:
        unit.escalations.keep(_escalation(taken))
    told = (await _facts(record).known(patient(), None, NOON)).told
    assert told[-1].acknowledged
