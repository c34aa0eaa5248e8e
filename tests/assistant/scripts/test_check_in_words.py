"""Words of the pain check-in for every scale, place and language."""

import pytest

from assistant.phrases import phrases
from assistant.scripts.check_in_state import Scale, Step, Talk
from assistant.scripts.check_in_words import asked
from care.people import Language, Patient
from care.speech import Expects
from care.wording import wording
from tests.fakes.medicines import PARIS, PATIENT, local


def talk(**more: object) -> Talk:
    given = {"scale": Scale.NUMBERS} | more
    return Talk(id="p", patient=PATIENT, survey="pain", asked_at=local("10:00"), **given)  # type: ignore[arg-type]


def patient(language: Language) -> Patient:
    return Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)


@pytest.mark.parametrize("language", list(Language))
def test_every_step_is_one_question_with_other_words_for_the_second(
    language: Language,
) -> None:
    for one in (
        *(talk(scale=scale) for scale in Scale),
        talk(step=Step.PLACE),
        talk(step=Step.HEADACHE),
        talk(step=Step.READ_BACK, score=7.5),
        talk(step=Step.READ_BACK, word="mild", place="left_foot"),
        talk(step=Step.READ_BACK, hurts=True, place="my old wound"),
    ):
        question = asked(one, patient(language)).question
        assert "?" in question.prompt.words
        assert question.again != question.prompt.words


def test_yes_no_is_heard_as_yes_no() -> None:
    question = asked(talk(scale=Scale.YES_NO), patient(Language.ENGLISH)).question
    assert question.expects is Expects.YES_NO


@pytest.mark.parametrize("language", list(Language))
def test_every_place_that_can_be_heard_can_be_said(language: Language) -> None:
    heard = phrases(Language.ENGLISH).lists
    paired = heard["sides.paired"]
    codes = [key.removeprefix("places.") for key in heard if key.startswith("places.")]
    sided = [f"{side}_{code}" for code in paired for side in ("left", "right", "both")]
    words = wording(language)
    assert [code for code in codes + sided if not words.has(f"checkin.place.{code}")] == []
