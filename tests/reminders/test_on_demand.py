"""What an order on demand allows: never sooner, never more."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from care.medication import AsNeeded, DoseOutcome, Regimen
from reminders.on_demand import allowance, intake, too_soon
from tests.fakes.medicines import PARIS, local, regimen

HOUR = timedelta(hours=1)
START = local("00:00")


def order(gap: int, most: int | None) -> Regimen:
    demand = AsNeeded(maximum=most)
    return regimen("paracetamol", as_needed=demand, minimum_gap=gap * HOUR)


@given(
    gap=st.integers(1, 8),
    most=st.integers(1, 6),
    wishes=st.lists(st.integers(0, 60 * 72), max_size=40),
)
def test_taking_only_when_allowed_keeps_gap_and_maximum(
    gap: int, most: int, wishes: list[int]
) -> None:
    taken: list[datetime] = []
    for minute in sorted(wishes):
        now = START + timedelta(minutes=minute)
        if allowance(order(gap, most), taken, now).allows(now):
            taken.append(now)
    for index, at in enumerate(taken):
        assert all(at - sooner >= gap * HOUR for sooner in taken[:index])
        assert sum(at - 24 * HOUR < other <= at for other in taken) <= most


def test_the_answer_says_when_and_why() -> None:
    found = allowance(order(4, None), [START], START + HOUR)
    assert (found.not_before, found.by_maximum) == (START + 4 * HOUR, False)
    assert allowance(order(4, None), [], START).last is None
    full = allowance(order(1, 2), [START, START + 2 * HOUR], START + 5 * HOUR)
    assert (full.not_before, full.by_maximum, full.taken) == (START + 24 * HOUR, True, 2)


def test_an_intake_is_a_dose_of_its_own() -> None:
    dose = intake(order(4, 4), local("14:10"), PARIS)
    assert dose.id == "paracetamol/2026-03-02T14:10+01:00"
    assert dose.outcome is DoseOutcome.TAKEN
    assert dict(too_soon(dose, START).reasons[0].facts)["due"] == "14:10"
