"""Counts, ratios and covered days."""

from care.medication import Corroboration, Dose, DoseOutcome
from reminders.adherence import by_medicine, calendar
from tests.fakes.medicines import dose, named

TAKEN, MISSED = DoseOutcome.TAKEN, DoseOutcome.MISSED


def ended(clock: str, outcome: DoseOutcome, trust: str = "claimed", **more: object) -> Dose:
    return named(
        dose("metformin", clock),
        outcome=outcome,
        corroboration=Corroboration(trust),
        **more,
    )


DOSES = [
    ended("08:00", TAKEN, "confirmed", prompts=1),
    ended("12:00", DoseOutcome.LATE, prompts=4),
    ended("20:00", MISSED, "missed", prompts=4, part=False),
    dose("metformin", "22:00"),
]


def test_one_row_per_medicine() -> None:
    (row,) = by_medicine(DOSES)
    assert (row.due, row.taken, row.late, row.missed, row.confirmed) == (3, 1, 1, 1, 1)
    assert (row.taken_ratio, row.on_time_ratio, row.pdc) == (2 / 3, 1 / 3, 0)
    assert row.prompts == 9


def test_a_day_is_covered_when_every_dose_was_taken() -> None:
    (row,) = by_medicine([ended("08:00", TAKEN), ended("12:00", DoseOutcome.LATE)])
    assert row.pdc == 1


def test_on_demand_and_open_doses_do_not_count() -> None:
    one = ended("08:00", TAKEN)
    assert by_medicine([named(one, opens=one.due, closes=one.due), dose()]) == ()


def test_the_worst_of_a_day_colours_it() -> None:
    (cell,) = calendar(DOSES)
    assert (cell.due, cell.taken, cell.worst) == (3, 2, "missed")
    (cell,) = calendar([*DOSES, ended("10:00", TAKEN, "contradicted")])
    assert cell.worst == "contradicted"
