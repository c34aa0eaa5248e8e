"""Orders: every revision kept as it was signed, one of them running."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from care.errors import StoreError
from care.order import Objection, Order, SignedOrder
from care.people import PatientId, ProviderId
from records.database import Database
from records.orders import Status
from records.upgrade import upgrade
from tests.fakes.conversation import NOON, regimen

pytestmark = pytest.mark.integration

ROSE, OMAR = PatientId("rose"), ProviderId("omar")
HOUR = timedelta(hours=1)
NO = (Objection(code="gap", detail="too close"),)


def made(revision: int = 1, dose: str = "one tablet") -> SignedOrder:
    plan = replace(regimen("metformin"), patient=ROSE, revision=revision, dose_text=dose)
    order = Order(
        id="metformin",
        patient=ROSE,
        revision=revision,
        regimens=(plan,),
        effective=NOON,
        author=OMAR,
    )
    return SignedOrder(order=order, shown=("08:00",), text="as signed")


def test_a_revision_waits_is_sent_admitted_and_runs(record: Database) -> None:
    with record.unit() as unit:
        unit.orders.keep(made(), Status.WAITING, NOON)
        unit.orders.keep(made(), Status.SENT, NOON)
        assert unit.orders.running(ROSE) == ()
        unit.orders.decide("metformin", 1, Status.ADMITTED, NOON + HOUR)
        assert unit.orders.running(ROSE) == ()
        unit.orders.run(ROSE, [("metformin", 1)])
    with record.reading() as unit:
        assert unit.orders.running(ROSE) == made().order.regimens
        (kept,) = unit.orders.all(ROSE)
    assert kept.signed == made()
    assert (kept.status, kept.decided_at) == (Status.RUNNING, NOON + HOUR)


def test_a_later_revision_takes_the_place_of_all_before_it(record: Database) -> None:
    with record.unit() as unit:
        for number in (1, 2, 3):
            unit.orders.keep(made(number), Status.SENT, NOON)
            unit.orders.decide("metformin", number, Status.ADMITTED, NOON)
            if number == 1:
                unit.orders.run(ROSE, [("metformin", 1)])
        unit.orders.run(ROSE, [("metformin", 3)])
        unit.orders.run(ROSE, [("metformin", 3)])
        found = [one.status for one in unit.orders.all(ROSE)]
    assert found == [Status.REPLACED, Status.REPLACED, Status.RUNNING]


def test_a_refused_revision_says_why_and_its_number_serves_again(record: Database) -> None:
    with record.unit() as unit:
        unit.orders.keep(made(), Status.SENT, NOON)
        unit.orders.decide("metformin", 1, Status.REFUSED, NOON, NO)
        unit.orders.decide("metformin", 1, Status.ADMITTED, NOON)  # decided once
        found = unit.orders.get("metformin", 1)
        assert found is not None
        assert (found.status, found.objections) == (Status.REFUSED, NO)
        assert unit.orders.next_revision("metformin") == 1
        unit.orders.keep(made(dose="half a tablet"), Status.SENT, NOON)
        assert unit.orders.next_revision("metformin") == 2


def test_two_people_who_write_the_same_revision_are_told(record: Database) -> None:
    with record.unit() as unit:
        unit.orders.keep(made(), Status.SENT, NOON)
    with record.unit() as unit, pytest.raises(StoreError, match="somebody else"):
        unit.orders.keep(made(dose="ten tablets"), Status.SENT, NOON)


def test_only_what_waits_for_a_signature_is_withdrawn(record: Database) -> None:
    with record.unit() as unit:
        unit.orders.keep(made(), Status.WAITING, NOON)
        assert unit.orders.withdraw("metformin", 1)
        unit.orders.keep(made(), Status.SENT, NOON)
        assert not unit.orders.withdraw("metformin", 1)


def test_a_plan_from_before_signatures_is_kept_and_does_not_run(record: Database) -> None:
    body = json.dumps(
        {"id": "old", "patient": "rose", "revision": 4, "medicine": "Metformin",
         "dose_text": "one", "timing": {"timeOfDay": ["08:00:00"]},
         "starts": NOON.isoformat(), "author": "omar"}
    )  # fmt: skip
    with record.connection() as connection:
        run = connection.exec_driver_sql
        run("DROP TABLE orders")
        run("UPDATE alembic_version SET version_num = 'r0001'")
        run(
            "CREATE TABLE regimens (id, revision, patient, status, author, created_at, "
            "decided_by, decided_at, signature, body)"
        )
        run("CREATE INDEX ix_regimens_patient_status ON regimens (patient, status)")
        for row in (("old", 4, "confirmed"), ("older", 1, "retired")):
            run(
                "INSERT INTO regimens "
                "VALUES (?, ?, 'rose', ?, 'omar', 1, 'omar', 1, NULL, ?)",
                (*row, body),
            )
        upgrade(connection)
    with record.reading() as unit:
        (kept,) = unit.orders.all(ROSE)
        assert unit.orders.running(ROSE) == ()
    assert (kept.order.id, kept.status) == ("old", Status.REFUSED)
    assert [one.code for one in kept.objections] == ["unsigned"]
    assert kept.order.regimens[0].medicine == "Metformin"
