"""The ledger line: when it was entered first, and what is a correction."""

from care.medication import DoseOutcome, Sign, Witness
from reminders.ledger import OPEN_AGAIN, entered, is_open
from reminders.truth import Watched
from tests.fakes.medicines import dose, evidence, local

OVER_AT = local("09:30")


def test_a_first_word_is_no_correction() -> None:
    line = entered(dose(), [evidence(Sign.TAKEN, "08:05")], Watched(), OVER_AT)
    assert (line.outcome, line.ended_at) == (DoseOutcome.TAKEN, local("08:05"))
    assert not line.corrected


def test_not_yet_and_then_taken_is_no_correction() -> None:
    told = [evidence(Sign.NOT_TAKEN, "08:01"), evidence(Sign.TAKEN, "08:20")]
    line = entered(dose(), told, Watched(), OVER_AT)
    assert (line.corrected, line.ended_at) == (False, local("08:20"))


def test_taken_and_then_not_is_a_correction_and_open_again() -> None:
    told = [evidence(Sign.TAKEN, "08:01"), evidence(Sign.NOT_TAKEN, "08:03")]
    line = entered(dose(), told, Watched(), OVER_AT)
    assert (line.corrected, line.reason, line.ended_at) == (
        True,
        OPEN_AGAIN,
        local("08:01"),
    )
    assert line.outcome is not None
    assert is_open(line)


def test_a_box_that_tells_after_the_end_corrects_it() -> None:
    told = [evidence(Sign.OPENED, "08:06", witness=Witness.BOX, heard="12:00")]
    line = entered(dose(), told, Watched(over=True, asked=True), OVER_AT)
    assert (line.outcome, line.corrected) == (DoseOutcome.TAKEN, True)
    assert (line.ended_at, line.taken_at) == (OVER_AT, local("08:06"))


def test_an_untold_dose_ends_with_its_window() -> None:
    line = entered(dose(), [], Watched(over=True, asked=True), OVER_AT)
    assert (line.outcome, line.ended_at) == (DoseOutcome.MISSED, OVER_AT)
    assert not is_open(line)
    assert is_open(entered(dose(), [], Watched(), OVER_AT))
