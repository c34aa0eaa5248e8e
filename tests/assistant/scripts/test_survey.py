"""A short survey by voice."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.scripts.check_in_state import Ended, Postponed
from assistant.scripts.survey import SurveyTalk, begin, question_id, step
from care.checkin import CheckIn, CheckInOutcome
from care.codec import decode, encode
from care.commands import Ask, Raise, Record, Say
from care.people import Language, Patient
from care.speech import Answer, Cry, Meaning, SafetyCategory
from reminders.survey_table import surveys
from tests.fakes.medicines import PARIS, PATIENT, local

NOW = local("11:00")
ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)


def says(text: str) -> dict[str, Any]:
    return {"meaning": Meaning.WORD, "text": text}


def number(value: float) -> dict[str, Any]:
    return {"meaning": Meaning.NUMBER, "number": value}


def only(meaning: Meaning) -> dict[str, Any]:
    return {"meaning": meaning}


def play(
    name: str, *answers: dict[str, Any], patient: Patient = ROSE
) -> tuple[Any, list[Any]]:
    state: SurveyTalk | None
    state, commands = begin(f"{name}-1", surveys()[name], patient, NOW)
    out = list(commands)
    for given in answers:
        assert state is not None
        one = Answer(question=question_id(state), at=NOW, **given)
        state, commands = step(decode(SurveyTalk, encode(state)), one, patient, NOW)
        out += commands
    return state, out


def recorded(out: list[Any]) -> CheckIn:
    (found,) = [c.what for c in out if isinstance(c, Record)]
    assert isinstance(found, CheckIn)
    return found


def test_phq_2_goes_to_the_provider_from_three() -> None:
    state, out = play("mood", says("more than half the days"), says("several days I guess"))
    assert state is None
    assert recorded(out).score == 3
    assert [c.alarm.code for c in out if isinstance(c, Raise)] == ["SURVEY"]
    _, out = play("mood", says("not at all"), says("never"))
    assert not any(isinstance(c, Raise) for c in out)


def test_in_french_too() -> None:
    rose = replace(ROSE, language=Language.FRENCH)
    _, out = play("mood", says("presque tous les jours"), says("Jamais"), patient=rose)
    assert recorded(out).answers == (
        ("interest", "nearly_every_day"),
        ("down", "not_at_all"),
    )


def test_a_weight_is_read_back_and_corrected() -> None:
    yes, no = only(Meaning.YES), only(Meaning.NO)
    _, out = play("weight", number(72), no | {"number": 71.5}, yes)
    said = [c.question.prompt.words for c in out if isinstance(c, Ask)]
    assert said[-1] == "I have noted 71.5. Is that right?"
    assert recorded(out).score == 71.5
    state, out = play("weight", number(720), number(720))
    assert state is None
    assert recorded(out).outcome is CheckInOutcome.NO_ANSWER


@pytest.mark.parametrize(
    ("sure", "after", "kept"),
    [
        (True, only(Meaning.SILENCE), 72.0),
        (False, only(Meaning.SILENCE), None),
        (False, only(Meaning.YES), 72.0),
        (True, only(Meaning.HELP), None),
    ],
)
def test_silence_confirms_only_what_was_heard_surely(
    *, sure: bool, after: dict[str, Any], kept: float | None
) -> None:
    state, out = play("weight", number(72) | {"sure": sure}, after)
    assert state is None
    assert recorded(out).score == kept


def test_a_correction_that_was_not_heard_surely_waits_for_a_yes() -> None:
    right = only(Meaning.NO) | {"number": 71.5, "sure": False}
    _, out = play("weight", number(72), right, only(Meaning.SILENCE))
    assert recorded(out).score is None


def test_very_short_of_breath_is_a_cry() -> None:
    state, out = play("breath", says("very short"))
    assert state is None
    assert isinstance(out[1], Cry)
    assert out[1].category is SafetyCategory.BREATHING


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (Meaning.REFUSED, "refused"),
        (Meaning.SILENCE, "no_answer"),
        (Meaning.HELP, "no_answer"),
    ],
)
def test_it_can_end_early_and_keeps_what_was_said(given: Meaning, kind: str) -> None:
    _, out = play("mood", says("never"), only(given))
    found = recorded(out)
    assert (found.outcome, found.score, len(found.answers)) == (kind, None, 1)
    assert sum(isinstance(c, Ended) for c in out) == 1


def test_not_understood_is_asked_once_more() -> None:
    state, out = play("day", says("purple"))
    assert state is not None
    assert sum(isinstance(c, Ask) for c in out) == 2
    state, out = play("day", says("purple"), says("green"))
    assert state is None
    assert isinstance(out[-2], Say)


def test_later_is_later() -> None:
    _, out = play("day", only(Meaning.LATER))
    assert isinstance(out[2], Postponed)
    assert out[2].survey == "day"
