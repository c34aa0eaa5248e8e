"""Replies become commands that the station knows."""

from datetime import timedelta

import pytest

from assistant.conversation.commands import (
    LEFT_WORDS,
    TOLD_OF,
    WANTS_PERSON,
    commands,
)
from assistant.conversation.reply import Manner, Note, Reply, WantsPerson
from assistant.phrases import phrases
from assistant.talk.turns import HeardUtterance
from care.alarm import Cause, Priority
from care.commands import Raise, Say
from care.people import Language
from care.speech import Heard, Unavailable, Urgency
from records.tasks import Task
from tests.fakes.conversation import NOON, patient

HEARD = Heard(
    text="as heard", confidence=0.9, started_at=NOON, ended_at=NOON, engine="typed"
)


def test_words_are_said_once_as_talk() -> None:
    replies = (Reply(words="One."), Reply(words="Two."))
    (said,) = commands(patient(), replies, HEARD, NOON)
    assert isinstance(said, Say)
    assert said.prompt.words == "One. Two."
    assert said.prompt.urgency is Urgency.TALK


def test_a_note_becomes_one_task_a_day() -> None:
    reply = Reply(words="", deeds=(Note(kind="question", words="should I worry"),))
    (first,) = commands(patient(), (reply,), HEARD, NOON)
    assert isinstance(first, Task)
    assert first.body == {"words": "should I worry"}
    assert commands(patient(), (reply,), HEARD, NOON) == (first,)
    assert "worry" not in first.id


@pytest.mark.parametrize("kind", sorted(TOLD_OF))
def test_words_for_the_nurse_are_kept_and_somebody_is_told_without_them(kind: str) -> None:
    note = Note(kind=kind, words="my knee is bad")
    task, raised = commands(patient(), (Reply(words="", deeds=(note,)),), HEARD, NOON)
    assert isinstance(task, Task)
    assert isinstance(raised, Raise)
    assert (raised.alarm.code, raised.alarm.priority) == (LEFT_WORDS, Priority.LOW)
    assert "knee" not in repr(raised)
    again = Note(kind="mood", words="I am sad")
    _, later = commands(patient(), (Reply(words="", deeds=(again,)),), HEARD, NOON)
    assert later == raised, "one in ten minutes"
    _, anew = commands(
        patient(), (Reply(words="", deeds=(again,)),), HEARD, NOON + timedelta(minutes=10)
    )
    assert isinstance(anew, Raise)
    assert anew.alarm.id != raised.alarm.id, "the first may be closed by now"


def test_a_wish_for_a_person_tells_somebody() -> None:
    reply = Reply(words="", deeds=(WantsPerson(person="daughter"),))
    (raised,) = commands(patient(), (reply,), HEARD, NOON)
    assert isinstance(raised, Raise)
    alarm = raised.alarm
    assert (alarm.code, alarm.cause, alarm.priority) == (
        WANTS_PERSON,
        Cause.ADVISORY,
        Priority.LOW,
    )


TURNS = {
    Manner.STOP: "turns.stop",
    Manner.LOUDER: "turns.louder",
    Manner.SOFTER: "turns.softer",
    Manner.SLOWER: "turns.slower",
    Manner.FASTER: "turns.faster",
    Manner.REPEAT: "answers.repeat",
    Manner.ENGLISH: "turns.english",
    Manner.FRENCH: "turns.french",
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("wish", sorted(TURNS))
def test_a_wish_is_a_closed_phrase_that_the_dialogue_knows(
    wish: Manner, language: Language
) -> None:
    reply = Reply(words="", deeds=(wish,))
    (heard,) = commands(patient(language), (reply,), HEARD, NOON)
    assert isinstance(heard, HeardUtterance)
    assert isinstance(heard.understanding, Unavailable)
    tables = phrases(language)
    assert tables.is_only(TURNS[wish], tables.fold(heard.heard.text))
