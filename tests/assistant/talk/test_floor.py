from dataclasses import replace
from datetime import timedelta

from assistant.talk.floor import (
    MOST_FAILURES,
    add_prompt,
    add_question,
    advance,
    not_spoken,
    put_back,
    silence,
    spoken,
)
from assistant.talk.state import Pending
from assistant.talk.turns import Hush, Reply, Speak
from care.speech import Meaning, Urgency
from tests.talking import NOW, empty, pending, prompt, question


def test_nothing_waiting_says_nothing() -> None:
    assert advance(empty(), NOW) == (empty(), ())


def test_equal_urgency_speaks_in_order_of_arrival() -> None:
    state = add_question(add_question(empty(), question("a")), question("b"))
    state, _ = advance(state, NOW)
    assert state.current is not None
    assert state.current.question.id == "a"


def test_only_something_more_urgent_interrupts() -> None:
    state, _ = advance(add_question(empty(), question("a")), NOW)
    same, commands = advance(add_question(state, question("b")), NOW)
    assert (same.current, commands) == (state.current, ())
    alarm = add_prompt(state, prompt("alarm", Urgency.ALARM))
    _, commands = advance(alarm, NOW)
    assert [type(c) for c in commands[:2]] == [Hush, Speak]


def test_a_held_question_waits_and_an_alarm_does_not() -> None:
    held = replace(empty(), hold_until=NOW + timedelta(seconds=5))
    state, _ = advance(add_question(held, question("a")), NOW)
    assert state.speaking is None
    state, _ = advance(add_question(held, question("b", Urgency.ALARM)), NOW)
    assert state.speaking is not None


def test_an_interruption_does_not_count_as_an_asking() -> None:
    state, _ = advance(add_question(empty(), question("a")), NOW)
    state = add_prompt(state, prompt("alarm", Urgency.ALARM))
    state, _ = advance(state, NOW)
    waiting = state.waiting[0]
    assert isinstance(waiting, Pending)
    assert (waiting.asked, waiting.resumed) == (0, True)


def test_silence_after_the_last_asking_is_the_answer() -> None:
    state, _ = advance(put_back(empty(), pending(asked=1)), NOW)
    state, _ = spoken(state, NOW)
    _, commands = silence(state, NOW)
    (reply,) = commands
    assert isinstance(reply, Reply)
    assert reply.answer.meaning is Meaning.SILENCE


def test_a_question_the_voice_cannot_say_ends_and_says_why() -> None:
    state = put_back(empty(), pending(failed=MOST_FAILURES - 1))
    state, _ = advance(state, NOW)
    _, commands = not_spoken(state, NOW)
    (reply,) = commands
    assert isinstance(reply, Reply)
    assert reply.answer.text == "not spoken"


def test_talk_the_voice_cannot_say_is_let_go() -> None:
    state = add_prompt(empty(), prompt())
    for _ in range(MOST_FAILURES):
        state, _ = advance(replace(state, retry_at=None), NOW)
        state, _ = not_spoken(state, NOW)
    assert not state.waiting
