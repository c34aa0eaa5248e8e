"""Never two intakes of one medicine closer than its gap."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.medication import Sign, Witness
from reminders.dose_words import Round
from reminders.round import begin
from reminders.spacing import maybe_taken, spaced_rounds
from tests.fakes.medicines import dose, evidence, local, regimen

GAP = timedelta(hours=4)


def waiting(name: str, clock: str, order: str | None = None) -> Round:
    return begin(dose(name, clock), regimen(name, order=order), GAP)


def with_sign(one: Round, sign: Sign, witness: Witness = Witness.SPEECH) -> Round:
    return replace(
        one, evidence=(evidence(sign, "08:50", witness=witness, of=one.dose.id),)
    )


@pytest.mark.parametrize(
    ("sign", "blocks"),
    [
        (Sign.TAKEN, True),
        (Sign.PART, True),
        (Sign.UNSURE, True),
        (Sign.OPENED, True),
        (Sign.REFUSED, False),
        (Sign.NOT_TAKEN, False),
    ],
)
def test_what_may_have_been_taken_is_kept_clear_of(sign: Sign, *, blocks: bool) -> None:
    first = with_sign(waiting("a", "08:00"), sign)
    _, second = spaced_rounds((first, waiting("a", "12:00")))
    assert second.not_before == (local("12:50") if blocks else None)


def test_one_order_is_one_medicine_and_its_equal_hours_one_intake() -> None:
    first = with_sign(waiting("a", "08:00", "o"), Sign.TAKEN)
    same, other = waiting("b", "08:00", "o"), waiting("c", "12:00", "o")
    _, together, later = spaced_rounds((first, same, other))
    assert together.not_before is None
    assert later.not_before == local("12:50")


def test_another_medicine_is_free_and_on_demand_counts() -> None:
    first = with_sign(waiting("a", "08:00"), Sign.TAKEN)
    assert spaced_rounds((first, waiting("b", "12:00")))[1].not_before is None
    (planned,) = spaced_rounds((waiting("b", "12:00"),), [("b", local("10:00"))])
    assert planned.not_before == local("14:00")
    assert maybe_taken(planned) is None
