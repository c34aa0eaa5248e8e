"""Where each medicine stands."""

from dataclasses import replace

import pytest

from care.medication import RegimenId
from care.order import Order, SignedOrder
from console.office import Office
from console.views.medicine import Stand, find, medicines
from records.orders import Status
from records.unit import Unit
from reminders.slots import CLINIC
from tests.fakes.ada import ADA, MINUTE, MORNING
from tests.fakes.ada_medicines import order_of, regimens

pytestmark = pytest.mark.integration


def bare(order: Order) -> SignedOrder:
    return SignedOrder(order=order, shown=())


def test_medicines_stand_where_they_are(unit: Unit, morning: Office) -> None:
    (patient,) = morning.patients()

    def stands() -> dict[str, Stand]:
        found = medicines(unit, patient, MORNING, CLINIC)
        return {one.name: one.stand for one in found}

    assert stands() == {"Apixaban": Stand.RUNNING, "Metformin": Stand.RUNNING}
    metformin, apixaban = (order_of(one) for one in regimens(MORNING))
    stop = replace(metformin, revision=2, regimens=(), effective=MORNING)
    unit.orders.keep(bare(stop), Status.SENT, MORNING)
    unit.orders.decide(stop.id, 2, Status.ADMITTED, MORNING)
    unit.orders.run(ADA, [(stop.id, 2)])
    assert stands()["Metformin"] is Stand.STOPPED
    late = replace(metformin.regimens[0], medicine="New", id=RegimenId("new-1"))
    new = replace(metformin, id="new-1", regimens=(late,), effective=MORNING + 60 * MINUTE)
    for status, stand in (
        (Status.WAITING, Stand.WAITING),
        (Status.SENT, Stand.PROPOSED),
    ):
        unit.orders.keep(bare(new), status, MORNING)
        assert stands()["New"] is stand
    unit.orders.decide("new-1", 1, Status.ADMITTED, MORNING)
    assert stands()["New"] is Stand.STARTS
    bad = replace(apixaban, id="bad-1", regimens=(replace(late, medicine="Bad"),))
    unit.orders.keep(bare(bad), Status.SENT, MORNING)
    unit.orders.decide("bad-1", 1, Status.REFUSED, MORNING)
    assert stands()["Bad"] is Stand.REFUSED
    change = replace(apixaban, revision=2, effective=MORNING + 60 * MINUTE)
    unit.orders.keep(bare(change), Status.SENT, MORNING)
    unit.orders.decide(apixaban.id, 2, Status.ADMITTED, MORNING)
    coming = [m.name for m in medicines(unit, patient, MORNING, CLINIC) if m.coming]
    assert coming == ["Apixaban", "New"]
    assert stands()["Apixaban"] is Stand.RUNNING
    assert find(unit, patient, "0" * 16, MORNING, CLINIC) is None
