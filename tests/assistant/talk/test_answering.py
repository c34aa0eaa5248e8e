from dataclasses import replace
from datetime import timedelta

from assistant.answers import Reading
from assistant.talk.answering import CORRECTABLE, MOST_DETOURS, answer, correction
from assistant.talk.state import Answered
from assistant.talk.turns import Corrected, Reply
from care.speech import Expects, Meaning, QuestionId
from tests.talking import NOW, empty, heard, pending

REPEAT = Reading(meaning=Meaning.REPEAT)


def test_an_answer_keeps_what_was_heard_surely_or_not() -> None:
    reading = Reading(meaning=Meaning.NUMBER, number=7, text="6-7", sure=False)
    state, (reply,) = answer(empty(), pending(), reading, NOW)
    assert isinstance(reply, Reply)
    assert (reply.answer.number, reply.answer.text, reply.answer.sure) == (7, "6-7", False)
    assert state.answered is not None


def test_say_it_again_starts_the_question_afresh_and_not_for_ever() -> None:
    state, commands = answer(empty(), pending(asked=1), REPEAT, NOW)
    assert (len(state.waiting), commands) == (1, ())
    worn = replace(pending(), detours=MOST_DETOURS)
    _, (reply,) = answer(empty(), worn, REPEAT, NOW)
    assert isinstance(reply, Reply)
    assert reply.answer.meaning is Meaning.OTHER


def test_only_a_fresh_answer_can_be_corrected() -> None:
    before = Answered(question=QuestionId("a"), expects=Expects.SCORE, at=NOW)
    state = replace(empty(), answered=before)
    event = heard("no, I said five")
    found = correction(state, ("no, I said five",), event, NOW + CORRECTABLE)
    assert found is not None
    assert isinstance(found[1][0], Corrected)
    late = NOW + CORRECTABLE + timedelta(seconds=1)
    assert correction(state, ("no, I said five",), event, late) is None
    assert correction(state, ("five is a prime",), event, NOW) is None
