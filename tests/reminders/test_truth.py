"""Two sources, one truth: every row of the table, and no dependence on order."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.medication import Corroboration, DoseOutcome, Sign, Witness
from reminders.truth import Box, Verdict, Watched, verdict
from tests.fakes.medicines import dose, evidence, local

BOX, PERSON, SPEECH = Witness.BOX, Witness.PERSON, Witness.SPEECH
OVER = Watched(over=True, asked=True)


def found(*signs: tuple[Witness, Sign], watched: Watched = OVER) -> tuple[str | None, ...]:
    """Outcome and corroboration; the n-th witness speaks n minutes after eight."""
    told = [
        evidence(sign, f"08:{minute:02}", witness=witness)
        for minute, (witness, sign) in enumerate(signs, 1)
    ]
    line = verdict(dose(), told, watched)
    return line.outcome, line.corroboration


@pytest.mark.parametrize(
    ("signs", "outcome", "trust"),
    [
        ([(SPEECH, Sign.TAKEN), (BOX, Sign.OPENED)], "taken", "confirmed"),
        ([(BOX, Sign.OPENED), (SPEECH, Sign.TAKEN)], "taken", "confirmed"),
        ([(SPEECH, Sign.TAKEN), (PERSON, Sign.TAKEN)], "taken", "confirmed"),
        ([(SPEECH, Sign.TAKEN)], "taken", "claimed"),
        ([(PERSON, Sign.TAKEN)], "taken", "claimed"),
        ([(SPEECH, Sign.PART)], "taken", "claimed"),
        ([(BOX, Sign.OPENED)], "taken", "box_only"),
        ([(SPEECH, Sign.UNSURE), (BOX, Sign.OPENED)], "taken", "box_only"),
        ([(SPEECH, Sign.UNSURE)], "unknown", "unknown"),
        ([(SPEECH, Sign.REFUSED)], "refused", "claimed"),
        ([(SPEECH, Sign.REFUSED), (BOX, Sign.OPENED)], "unknown", "contradicted"),
        ([(SPEECH, Sign.NOT_TAKEN), (BOX, Sign.OPENED)], "unknown", "contradicted"),
        ([(SPEECH, Sign.NOT_TAKEN), (PERSON, Sign.TAKEN)], "unknown", "contradicted"),
        ([(SPEECH, Sign.TAKEN), (BOX, Sign.WRONG_COMPARTMENT)], "taken", "contradicted"),
        ([(BOX, Sign.WRONG_COMPARTMENT)], "unknown", "contradicted"),
        ([(SPEECH, Sign.NOT_TAKEN)], "missed", "missed"),
        ([(SPEECH, Sign.TAKEN), (SPEECH, Sign.NOT_TAKEN)], "missed", "missed"),
        ([(SPEECH, Sign.NOT_TAKEN), (SPEECH, Sign.TAKEN)], "taken", "claimed"),
        ([], "missed", "missed"),
    ],
)
def test_the_table(signs: list[tuple[Witness, Sign]], outcome: str, trust: str) -> None:
    assert found(*signs) == (outcome, trust)


@pytest.mark.parametrize(
    ("watched", "reason"),
    [
        (Watched(over=True, asked=True, box=Box.OFFLINE), "box_offline"),
        (Watched(over=True, asked=False), "not_asked"),
        (Watched(over=True, asked=True, stopped=True), "stopped"),
    ],
)
def test_what_the_home_could_not_see_is_unknown_and_not_missed(
    watched: Watched, reason: str
) -> None:
    line = verdict(dose(), [], watched)
    assert (line.outcome, line.reason) == (DoseOutcome.UNKNOWN, reason)


def test_a_watching_box_that_stayed_shut_means_missed() -> None:
    watched = Watched(over=True, asked=False, box=Box.ONLINE)
    assert found(watched=watched) == (DoseOutcome.MISSED, Corroboration.MISSED)


def test_nothing_is_decided_while_the_window_is_open() -> None:
    open_still = Watched(asked=True, box=Box.OFFLINE)
    assert verdict(dose(), [], open_still) == Verdict()
    assert verdict(dose(), [evidence(Sign.NOT_TAKEN)], open_still) == Verdict()


def test_the_first_trace_of_the_intake_is_its_time() -> None:
    told = [evidence(Sign.OPENED, "07:58", witness=BOX), evidence(Sign.TAKEN, "08:10")]
    assert verdict(dose(), told, Watched()).taken_at == local("07:58")


def test_after_the_window_it_is_late() -> None:
    line = verdict(dose(), [evidence(Sign.TAKEN, "09:10")], Watched())
    assert line.outcome is DoseOutcome.LATE


def test_an_opening_before_the_window_is_not_this_dose() -> None:
    told = [evidence(Sign.OPENED, "06:30", witness=BOX)]
    assert verdict(dose(), told, OVER).outcome is DoseOutcome.MISSED


def test_a_part_and_a_second_intake_are_marked() -> None:
    part = verdict(dose(), [evidence(Sign.PART)], OVER)
    again = verdict(dose(), [evidence(Sign.TAKEN), evidence(Sign.AGAIN, "08:30")], OVER)
    assert part.part
    assert again.reason == "again"
    assert again.outcome is DoseOutcome.TAKEN


signs = st.tuples(st.sampled_from(Witness), st.sampled_from(Sign))


watching = st.builds(
    Watched, box=st.sampled_from(Box), over=st.booleans(), asked=st.just(value=True)
)


@given(told=st.lists(signs, max_size=4), watched=watching)
def test_order_and_repetition_change_nothing(
    told: list[tuple[Witness, Sign]], watched: Watched
) -> None:
    all_of_it = [
        evidence(sign, f"08:{minute:02}", witness=witness)
        for minute, (witness, sign) in enumerate(told)
    ]
    expected = verdict(dose(), all_of_it, watched)
    for other in list(permutations(all_of_it))[:24]:
        assert verdict(dose(), [*other, *other], watched) == expected
    assert not watched.over or expected.outcome is not None
