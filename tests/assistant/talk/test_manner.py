from dataclasses import replace

import pytest

from assistant.talk.floor import add_prompt, add_question, advance, spoken
from assistant.talk.manner import about_the_talk
from assistant.talk.profile import LOUDEST
from assistant.talk.turns import Hush, Reply, Switched
from care.people import Language
from care.speech import Meaning, Urgency
from tests.talking import NOW, empty, prompt, question


@pytest.mark.parametrize("text", ["I have stopped smoking", "yes", "louder than bombs"])
def test_other_words_are_not_about_the_talk(text: str) -> None:
    assert about_the_talk(empty(), (text,), NOW) is None


@pytest.mark.parametrize(
    ("text", "level", "pace"),
    [("louder", 1, 0), ("not so loud", -1, 0), ("slow down", 0, -1), ("faster", 0, 1)],
)
def test_the_voice_changes_by_one_step(text: str, level: int, pace: int) -> None:
    step = about_the_talk(empty(), (text,), NOW)
    assert step is not None
    assert (step[0].level, step[0].pace) == (level, pace)


def test_it_grows_no_louder_than_the_loudest() -> None:
    step = about_the_talk(replace(empty(), level=LOUDEST), ("louder",), NOW)
    assert step is not None
    assert step[0].level == LOUDEST


def test_stop_breaks_talk_off_at_once() -> None:
    state, _ = advance(add_prompt(empty(), prompt()), NOW)
    step = about_the_talk(state, ("stop",), NOW)
    assert step is not None
    assert isinstance(step[1][0], Hush)


def test_stop_postpones_a_question_and_refuses_nothing() -> None:
    state, _ = advance(add_question(empty(), question()), NOW)
    step = about_the_talk(state, ("stop",), NOW)
    assert step is not None
    reply = step[1][-1]
    assert isinstance(reply, Reply)
    assert (reply.answer.meaning, reply.answer.text) == (Meaning.LATER, "stop")


@pytest.mark.parametrize("urgency", [Urgency.ALARM, Urgency.CRISIS])
def test_stop_never_ends_an_urgent_question(urgency: Urgency) -> None:
    state, _ = advance(add_question(empty(), question("a", urgency)), NOW)
    state, _ = spoken(state, NOW)
    step = about_the_talk(state, ("stop",), NOW)
    assert step is not None
    assert not any(isinstance(c, Reply) for c in step[1])


def test_the_language_changes_once() -> None:
    step = about_the_talk(empty(), ("parlez français",), NOW)
    assert step is not None
    assert Switched(language=Language.FRENCH) in step[1]
    assert about_the_talk(step[0], ("parle français",), NOW) is None
