"""Words for doses in both languages, and what is made of an answer."""

from datetime import timedelta
from typing import Any

import pytest

from assistant.answers import read
from assistant.answers.closed import AGAIN
from assistant.scripts.dose import ask, hear, reply, stop
from care.commands import Ask, Say
from care.medication import Sign
from care.people import Language, Patient
from care.speech import Answer, Expects, Meaning, QuestionId
from reminders.dose_words import Manner
from reminders.tray_words import (
    AskDoses,
    Later,
    Mentioned,
    ReplyAbout,
    Spoken,
    StopAskingAbout,
    TakenTwice,
)
from tests.fakes.medicines import PARIS, PATIENT, dose, local

A, B, C = dose("metformin"), dose("ramipril"), dose("simvastatin")


def patient(language: Language = Language.ENGLISH) -> Patient:
    return Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)


def asking(*doses: Any, step: int = 0, manner: Manner = Manner.DUE) -> AskDoses:
    return AskDoses(group="g", doses=doses or (A,), step=step, manner=manner)


def words(command: AskDoses, language: Language = Language.ENGLISH) -> str:
    return ask(command, patient(language)).question.prompt.words


def test_the_prompt_asks_and_never_tells() -> None:
    assert words(asking(A)) == (
        "It is 8 o'clock in the morning, time for your metformin, one tablet. "
        "Have you taken it?"
    )


def test_one_prompt_names_each() -> None:
    said = words(asking(A, B, C))
    assert "your 3 medicines: metformin, ramipril and simvastatin" in said
    assert said.endswith("Have you taken them?")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("manner", list(Manner))
def test_every_manner_is_a_question_with_its_names(
    language: Language, manner: Manner
) -> None:
    for doses in ((A,), (A, B)):
        for step in range(5):
            said = words(asking(*doses, step=step, manner=manner), language)
            assert said.endswith("?")
            assert all(one.medicine in said for one in doses)


def test_it_gets_shorter_and_louder() -> None:
    asks = [ask(asking(A, step=step), patient()).question for step in range(4)]
    assert [one.prompt.level for one in asks] == [0, 1, 2, 3]
    lengths = [len(one.prompt.words) for one in asks]
    assert lengths == sorted(lengths, reverse=True)
    assert asks[0].again.endswith("yes, later, or not today.")


def answer(meaning: Meaning, key: str = "dose:g", text: str | None = None) -> Answer:
    return Answer(question=QuestionId(key), meaning=meaning, at=local("08:01"), text=text)


@pytest.mark.parametrize(
    ("meaning", "text", "sign"),
    [
        (Meaning.YES, None, Sign.TAKEN),
        (Meaning.TAKEN, None, Sign.TAKEN),
        (Meaning.TAKEN, "part", Sign.PART),
        (Meaning.NO, None, Sign.NOT_TAKEN),
        (Meaning.NOT_TAKEN, None, Sign.NOT_TAKEN),
        (Meaning.REFUSED, None, Sign.REFUSED),
        (Meaning.UNSURE, None, Sign.UNSURE),
    ],
)
def test_an_answer_is_a_sign(meaning: Meaning, text: str | None, sign: Sign) -> None:
    (event,) = hear(answer(meaning, text=text), patient())
    assert event == Spoken(group="g", sign=sign, at=local("08:01"))


@pytest.mark.parametrize("meaning", [Meaning.SILENCE, Meaning.OTHER, Meaning.HELP])
def test_other_talk_and_silence_are_no_evidence(meaning: Meaning) -> None:
    assert hear(answer(meaning), patient()) == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [(None, None), ("PT20M", 20), ("T09:01", 60), ("T?09:01", 60), ("nonsense", None)],
)
def test_later_carries_its_delay(text: str | None, minutes: int | None) -> None:
    (event,) = hear(answer(Meaning.LATER, text=text), patient())
    assert isinstance(event, Later)
    assert event.delay == (None if minutes is None else timedelta(minutes=minutes))


def about(key: str, **more: Any) -> ReplyAbout:
    return ReplyAbout(group="g", doses=(A,), key=key, **more)


def test_a_refusal_is_asked_why_and_the_reason_is_a_code() -> None:
    question = reply(about("refused"), patient())
    assert isinstance(question, Ask)
    assert question.question.expects is Expects.REASON
    key = question.question.id
    for said, code in (("it makes me dizzy", "side_effect"), ("none of yours", "other")):
        found = read((said,), question.question.expects, Language.ENGLISH)
        (event,) = hear(answer(found.meaning, key, found.text), patient())
        assert isinstance(event, Spoken)
        assert (event.sign, event.reason) == (Sign.REFUSED, code)
    assert hear(answer(Meaning.SILENCE, key), patient()) == ()


def test_a_second_intake_is_asked_about_by_yes_and_no() -> None:
    question = ask(asking(A, manner=Manner.TWICE), patient()).question
    assert question.expects is Expects.YES_NO
    (event,) = hear(answer(Meaning.YES, question.id), patient())
    assert event == TakenTwice(group="g", at=local("08:01"))
    assert hear(answer(Meaning.NO, question.id), patient()) == ()


KEYS = {
    *("taken", "late", "part", "not_taken", "noted", "unsure", "later", "no_later"),
    *("passed_on", "again", "too_soon", "may_first", "may_now", "may_not_before"),
    *("may_maximum", "may_planned", "may_late"),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_reply_has_words(language: Language, key: str) -> None:
    said = reply(about(key, last=local("06:00")), patient(language))
    assert isinstance(said, Say)
    assert said.prompt.words


@pytest.mark.parametrize("key", ["not_in_plan", "nothing_due"])
def test_replies_about_no_dose(key: str) -> None:
    said = reply(ReplyAbout(group="", doses=(), key=key), patient())
    assert isinstance(said, Say)


def test_a_late_dose_has_the_clinician_s_words_or_a_person() -> None:
    own = reply(about("may_late", late_words="Leave it out."), patient())
    other = reply(about("may_late"), patient())
    assert isinstance(own, Say)
    assert isinstance(other, Say)
    assert own.prompt.words.endswith("Leave it out.")
    assert "pharmacist or nurse" in other.prompt.words


def test_what_the_order_says_with_both_times() -> None:
    said = reply(
        about("may_not_before", until=local("18:10"), last=local("14:10")), patient()
    )
    assert isinstance(said, Say)
    assert said.prompt.words == (
        "Your last metformin was at 14:10. Your plan says: not before 18:10."
    )


def test_a_question_is_withdrawn_by_its_id() -> None:
    assert stop(StopAskingAbout(group="g")).question == "dose:g"


def test_another_one_is_entered_once_and_asked_about() -> None:
    answer = Answer(
        question=QuestionId("dose:g"),
        meaning=Meaning.TAKEN,
        at=local("08:00"),
        text=AGAIN,
    )
    said, again = hear(answer, patient(), (A.id,))
    assert isinstance(said, Spoken)
    assert said.sign is Sign.TAKEN
    assert isinstance(again, Mentioned)
    assert again.medicine == A.regimen
    assert len(hear(answer, patient(), (A.id, B.id))) == 1, "which of them nobody knows"
