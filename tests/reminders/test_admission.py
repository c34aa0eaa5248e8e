"""Every reason against an order is found, and a good one has none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from care.medication import AsNeeded
from care.order import Order
from care.people import PatientId
from reminders.admission import equal_ids, objections
from tests.fakes.orders import BERG, COLD, NOW, SETTING, order, sealed

HOUR = timedelta(hours=1)


def codes(one: Order, *who: Any, current: Order | None = None) -> list[str]:
    people = frozenset(who or (BERG,))
    found = objections(sealed(one), current, people, SETTING, NOW)
    return [objection.code for objection in found]


def test_a_good_order_runs() -> None:
    assert codes(order("08:00")) == []
    assert codes(order("09:00", revision=2, hours=2), current=order("08:00")) == []


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (order("08:00", high_risk=True), "second_person"),
        (order("08:00", revision=3), "revision"),
        (order("08:00", hours=-25), "effective"),
        (order("08:00", "09:00", minimum_gap=4 * HOUR), "gap"),
        (order("00:00", "06:00", "12:00", "18:00", minimum_gap=6 * HOUR), "gap"),
        (order(as_needed=AsNeeded()), "gap"),
        (replace(order("08:00"), patient=PatientId("someone")), "patient"),
    ],
)
def test_one_reason_each(one: Order, code: str) -> None:
    assert codes(one) == [code]


def test_who_signed_matters() -> None:
    assert codes(order("08:00"), COLD) == ["unsigned"]
    assert codes(order("08:00", high_risk=True), BERG, COLD) == []


def test_an_unplannable_order_is_named_and_all_reasons_come_at_once() -> None:
    bad = order(timing={"frequency": 9, "period": 1, "periodUnit": "d"}, revision=5)
    signed = replace(sealed(order("08:00")), order=bad)
    found = objections(signed, None, frozenset(), SETTING, NOW)
    assert [one.code for one in found] == ["unsigned", "revision", "timing"]
    assert "frequency" in found[-1].detail


def test_what_was_confirmed_is_what_runs() -> None:
    other = replace(sealed(order("08:00")), shown=("2026-03-02: 20:00 one tablet",))
    found = objections(other, None, frozenset({BERG}), SETTING, NOW)
    assert [one.code for one in found] == ["shown"]


def test_a_change_may_overtake_one_that_is_still_to_come() -> None:
    later, sooner = order("08:00", hours=9), order("09:00", revision=2, hours=2)
    assert codes(sooner, current=later) == []


def test_an_order_may_arrive_a_little_after_its_instant() -> None:
    assert codes(replace(order("08:00"), effective=NOW - HOUR / 3)) == []


def test_taking_the_risk_mark_away_and_stopping_need_a_second_person_too() -> None:
    risky = order("08:00", high_risk=True)
    milder = order("08:00", revision=2, hours=2)
    stop = replace(milder, regimens=())
    for change in (milder, stop):
        assert codes(change, current=risky) == ["second_person"]
        assert codes(change, BERG, COLD, current=risky) == []


def test_a_number_that_is_taken_names_both() -> None:
    other = replace(order("08:00").regimens[0], medicine="warfarin")
    second = replace(order("08:00"), regimens=(other,))
    signed = replace(sealed(second), order=second)
    (found,) = objections(signed, order("08:00"), frozenset({BERG}), SETTING, NOW)
    assert found.code == "revision"
    assert found.detail == (
        "warfarin is revision 1 of order metformin, and metformin is revision 1 of it "
        "already; the next one is 2"
    )


def test_two_regimens_of_one_id_are_refused_with_both_places() -> None:
    one = order("08:00")
    twice = replace(one, regimens=one.regimens * 2)
    assert codes(twice) == ["id"]
    (within,) = equal_ids(twice, ())
    assert within.detail == (
        "metformin is regimen 2 of order metformin, revision 1, "
        "and it is regimen 1 of order metformin, revision 1"
    )
    (beside,) = equal_ids(one, [replace(one, id="ramipril", revision=3)])
    assert beside.detail.endswith("and it is order ramipril, revision 3")
    assert list(equal_ids(one, [one, order("09:00", revision=2)])) == []
