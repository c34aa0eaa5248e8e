"""One prompt, several tablets: what is read back, and what is told after a yes."""

import pytest

from assistant.scripts.dose import ask, hear, read_back
from assistant.scripts.dose_parts import group_of, names_of
from care.medication import Sign
from care.people import Language, Patient
from care.speech import Answer, Meaning, QuestionId, Split
from reminders.dose_words import Manner
from reminders.tray_words import AskDoses, Later, Spoken
from tests.fakes.medicines import PARIS, PATIENT, dose, local, regimen

A, B, C = dose("metformin"), dose("ramipril"), dose("simvastatin")
ALL = AskDoses(group="g", doses=(A, B, C), step=0, manner=Manner.DUE)
IDS = (A.id, B.id, C.id)
REGIMENS = (regimen("ramipril", look="the red capsule", purpose="for the blood pressure"),)


def patient(language: Language = Language.ENGLISH) -> Patient:
    return Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)


def answer(key: str, meaning: Meaning, text: str | None = None) -> Answer:
    return Answer(question=QuestionId(key), meaning=meaning, at=local("08:01"), text=text)


def test_a_prompt_names_each_medicine_with_its_look_and_purpose() -> None:
    named = names_of(ALL.doses, REGIMENS)
    assert named == (
        ("metformin",), ("ramipril", "the red capsule", "for the blood pressure"),
        ("simvastatin",),
    )  # fmt: skip
    assert ask(ALL, patient(), regimens=REGIMENS).question.names == named


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ENGLISH, "you took metformin and simvastatin, you did not take ramipril"),
        (
            Language.FRENCH,
            "vous avez pris metformin et simvastatin, vous n'avez pas pris ramipril",
        ),
    ],
)
def test_it_is_said_again_before_it_counts(language: Language, words: str) -> None:
    asked = read_back(Split(yes=(0, 2), no=(1,)), ALL, patient(language)).question
    assert words in asked.prompt.words
    assert asked.prompt.words.endswith("?")
    assert hear(answer(asked.id, Meaning.SILENCE), patient(), IDS) == ()
    assert hear(answer(asked.id, Meaning.NO), patient(), IDS) == ()
    assert [
        (event.sign, event.only)
        for event in hear(answer(asked.id, Meaning.YES), patient(), IDS)
        if isinstance(event, Spoken)
    ] == [(Sign.TAKEN, (A.id, C.id)), (Sign.NOT_TAKEN, (B.id,))]


def test_a_part_of_one_and_nothing_said_of_the_others() -> None:
    asked = read_back(Split(part=(1,)), ALL, patient()).question
    (event,) = hear(answer(asked.id, Meaning.YES), patient(), IDS)
    assert isinstance(event, Spoken)
    assert (event.sign, event.only, event.group) == (Sign.PART, (B.id,), "g")


def test_a_split_of_a_prompt_that_is_gone_tells_nothing() -> None:
    asked = read_back(Split(yes=(0,), no=(1, 2)), ALL, patient()).question
    assert hear(answer(asked.id, Meaning.YES), patient(), ()) == ()
    (later,) = hear(answer(asked.id, Meaning.LATER), patient(), IDS)
    assert later == Later(group="g", at=local("08:01"), delay=None)
    assert group_of(answer(asked.id, Meaning.YES)) == "g"
