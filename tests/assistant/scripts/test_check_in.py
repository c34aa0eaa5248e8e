"""The pain check-in: scale that fits, place, read-back, red flags."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.scripts.check_in import begin, step
from assistant.scripts.check_in_state import Ended, Postponed, Scale, Talk
from assistant.scripts.check_in_words import question_id
from care.checkin import CheckIn, CheckInOutcome
from care.codec import decode, encode
from care.commands import Ask, Raise, Record, Say
from care.people import Language, Patient, Trait
from care.speech import Answer, Cry, Expects, Meaning, QuestionId, SafetyCategory
from tests.fakes.medicines import PARIS, PATIENT, local

NOW = local("10:00")
ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)


def number(value: float, *, sure: bool = True) -> dict[str, Any]:
    return {"meaning": Meaning.NUMBER, "number": value, "sure": sure}


def place(code: str) -> dict[str, Any]:
    return {"meaning": Meaning.PLACE, "text": code}


def only(meaning: Meaning) -> dict[str, Any]:
    return {"meaning": meaning}


YES, NO, SILENCE = (only(m) for m in (Meaning.YES, Meaning.NO, Meaning.SILENCE))
OTHER, LATER = only(Meaning.OTHER), only(Meaning.LATER)


def talk(
    *answers: dict[str, Any], patient: Patient = ROSE, usual: float | None = None
) -> tuple[Talk | None, list[str], list[Any]]:
    """State after the answers, everything said, and the other commands."""
    state, commands = begin("pain-1", patient, NOW, usual)
    out = list(commands)
    for words in answers:
        assert state is not None, "the check-in ended early"
        one = Answer(question=question_id(state), at=NOW, **words)
        state, commands = step(state, one, patient, NOW)
        out += commands
    said = [c.question.prompt.words if isinstance(c, Ask) else c.prompt.words
            for c in out if isinstance(c, Ask | Say)]  # fmt: skip
    return state, said, [c for c in out if not isinstance(c, Ask | Say)]


def recorded(others: list[Any]) -> CheckIn:
    (found,) = [c.what for c in others if isinstance(c, Record)]
    assert isinstance(found, CheckIn)
    return found


def test_six_left_knee() -> None:
    state, said, others = talk(number(6), place("left_knee"), YES)
    assert state is None
    assert said[0] == "Rose, how strong is your pain now, from zero to ten?"
    assert said[2] == "I have noted six out of ten, left knee. Is that right?"
    found = recorded(others)
    assert (found.score, found.place, found.outcome) == (6, "left_knee", "answered")


def test_no_pain_has_no_place() -> None:
    _, said, others = talk(number(0), YES)
    assert said[1] == "I have noted zero out of ten. Is that right?"
    assert recorded(others).place is None


def test_a_no_with_the_right_number_is_read_back_again() -> None:
    _, said, others = talk(number(2), place("left_knee"), NO | {"number": 10.0}, YES)
    assert said[3] == "I have noted ten out of ten, left knee. Is that right?"
    assert recorded(others).score == 10


def test_a_no_with_the_right_place() -> None:
    _, _, others = talk(number(2), place("left_knee"), NO | {"text": "right_knee"}, YES)
    assert recorded(others).place == "right_knee"


def test_a_bare_no_starts_over_and_a_third_ends_unrecorded() -> None:
    _, said, others = talk(number(2), place("head"), NO, number(3), place("head"), YES)
    assert "All right, let us do it again." in said
    assert recorded(others).score == 3
    state, _, others = talk(
        number(2), place("back"), NO, number(2), place("back"), NO,
        number(2), place("back"), NO,
    )  # fmt: skip
    assert state is None
    assert (recorded(others).outcome, recorded(others).score) == ("no_answer", None)


def test_two_failures_bring_an_easier_scale_down_to_yes_and_no() -> None:
    """Every question is put twice before it is answered with "not understood"."""
    state, said, _ = talk(OTHER)
    assert state is not None
    assert state.scale is Scale.WORDS
    assert said[-1] == "Is your pain now none, mild, moderate or severe?"
    state, said, _ = talk(OTHER, OTHER)
    assert state is not None
    assert state.scale is Scale.YES_NO
    _, said, others = talk(OTHER, OTHER, YES, place("back"), YES)
    assert said[-2] == "I have noted: pain, back. Is that right?"
    assert recorded(others).answers == (("hurts", "yes"),)


def test_who_cannot_tell_is_looked_at() -> None:
    state, said, others = talk(OTHER, OTHER, OTHER)
    assert state is None
    assert recorded(others).outcome is CheckInOutcome.NO_ANSWER
    (raised,) = [one.alarm for one in others if isinstance(one, Raise)]
    assert (raised.code, raised.reasons[0].key) == ("PAIN-OBSERVE", "pain_observe")
    assert len(said) == 4


def test_memory_loss_starts_with_words() -> None:
    rose = Patient(
        id=PATIENT, name="Rose", language=Language.FRENCH, zone=PARIS,
        traits=frozenset({Trait.MEMORY_LOSS}),
    )  # fmt: skip
    word = {"meaning": Meaning.WORD, "text": "moderate"}
    _, said, others = talk(word, place("lower_back"), YES, patient=rose)
    assert said[2] == "Je note : douleur modérée, le bas du dos. C'est bien ça ?"
    assert recorded(others).words == "moderate"


@pytest.mark.parametrize("where", ["chest", "jaw", "left_arm"])
def test_chest_pain_is_a_cry_at_any_score(where: str) -> None:
    state, _, others = talk(number(1), place(where))
    assert state is None
    cry = others[0]
    assert isinstance(cry, Cry)
    assert cry.category is SafetyCategory.CHEST_PAIN
    assert recorded(others).place == where


def test_a_sudden_worst_headache_is_a_cry_and_another_is_not() -> None:
    _, _, others = talk(number(9), place("head"), YES)
    assert any(isinstance(c, Cry) for c in others)
    _, _, others = talk(number(9), place("head"), NO, YES)
    assert not any(isinstance(c, Cry) for c in others)


def test_silence_refusal_and_later_end_it() -> None:
    assert recorded(talk(SILENCE)[2]).outcome is CheckInOutcome.NO_ANSWER
    assert recorded(talk(NO)[2]).outcome is CheckInOutcome.REFUSED
    _, _, others = talk(LATER)
    assert [type(c) for c in others] == [Postponed, Ended]


def test_silence_at_the_read_back_counts_only_for_what_was_surely_heard() -> None:
    assert recorded(talk(number(6), place("back"), SILENCE)[2]).score == 6
    unsure = talk(number(6, sure=False), place("back"), SILENCE)[2]
    assert recorded(unsure).outcome is CheckInOutcome.NO_ANSWER


def test_a_place_that_is_not_understood_is_left_out() -> None:
    _, said, others = talk(number(4), OTHER, YES)
    assert said[1] == "Where does it hurt?"
    assert recorded(others).place is None


def test_a_strong_or_new_pain_is_told() -> None:
    codes = [
        [c.alarm.code for c in talk(number(n), place("back"), YES, usual=u)[2]
         if isinstance(c, Raise)]
        for n, u in ((8, None), (6, 3.0), (5, 3.0), (4, 3.0))
    ]  # fmt: skip
    assert codes == [["PAIN-HIGH"], ["PAIN-HIGH"], ["PAIN-RISE"], []]


def test_an_answer_to_another_question_changes_nothing() -> None:
    state, _, _ = talk(number(4))
    assert state is not None
    old = Answer(question=QuestionId("checkin:pain-1:score"), at=NOW, **number(9))
    assert step(state, old, ROSE, NOW) == (state, ())


answers = st.builds(
    lambda *said: dict(zip(("meaning", "number", "text", "sure"), said, strict=True)),
    st.sampled_from(Meaning),
    st.one_of(st.none(), st.floats(-5, 20)),
    st.sampled_from([None, "chest", "left_knee", "mild", "head", "gibberish"]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(story=st.lists(answers, min_size=30, max_size=30))
def test_whatever_is_said_it_ends_and_records_nothing_unread(story: list[Any]) -> None:
    state: Talk | None
    state, commands = begin("pain-1", ROSE, NOW)
    out, asked = list(commands), [c for c in commands if isinstance(c, Ask)]
    for given_answer in story:
        if state is None:
            break
        one = Answer(question=question_id(state), at=NOW, **given_answer)
        state, commands = step(decode(Talk, encode(state)), one, ROSE, NOW)
        out += commands
        asked += [c for c in commands if isinstance(c, Ask)]
    assert state is None
    assert sum(isinstance(c, Ended) for c in out) == 1
    checks = [c.what for c in out if isinstance(c, Record)]
    assert len(checks) <= 1
    cried = any(isinstance(c, Cry) for c in out)
    for check in checks:
        assert isinstance(check, CheckIn)
        if check.score is not None and not cried:
            assert 0 <= check.score <= 10
            assert asked[-1].question.expects is Expects.YES_NO
