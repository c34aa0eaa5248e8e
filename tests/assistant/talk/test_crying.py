from dataclasses import replace
from datetime import timedelta

from assistant.talk.crying import (
    MAYBE_HELP,
    QUIET,
    asked_in_the_quiet,
    caught,
    cried,
    mumbled,
    over_talk,
    remembered,
)
from assistant.talk.state import Dialogue
from assistant.talk.turns import Cried
from care.commands import WakeAt
from care.speech import Certainty, Cry, SafetyCategory, Understanding
from tests.talking import NOW, empty, heard

HELP = Cry(category=SafetyCategory.HELP, certainty=Certainty.CERTAIN)


def test_beside_other_talk_the_service_alone_is_no_witness() -> None:
    meant = Understanding(
        intent="emergency_fall", confidence=0.9, ranking=(("emergency_fall", 0.9),)
    )
    words = replace(heard("the lot went over"), understanding=meant)
    assert caught(empty(), words, None) is not None
    assert caught(empty(), words, None, aside=True) is None


def test_a_cry_in_one_breath_twice_is_worth_all_and_once_a_question() -> None:
    assert over_talk(empty(), HELP, heard("help me please help me")) == HELP
    once = over_talk(empty(), HELP, heard("help me"))
    assert once == replace(HELP, certainty=Certainty.DOUBTFUL)


def test_what_was_caught_is_remembered_for_the_next() -> None:
    known = remembered(empty(), HELP, heard("help me"))
    assert [one.cry for one in known.chatter.cries] == [HELP]
    assert remembered(empty(), None, heard("tea")) == empty()


def test_the_cry_says_whether_other_talk_ran() -> None:
    for aside in (False, True):
        _, commands = cried(empty(), HELP, None, heard("help me"), NOW, aside=aside)
        (told,) = (one for one in commands if isinstance(one, Cried))
        assert told.over_talk is aside


def test_words_that_fit_nowhere_wait_for_quiet() -> None:
    state, commands = mumbled(empty(), heard("flibber"), NOW)
    assert commands == (WakeAt(at=NOW + QUIET),)
    assert asked_in_the_quiet(state, NOW + QUIET / 2) == (state, ())
    calm, told = asked_in_the_quiet(state, NOW + QUIET)
    assert [one.cry for one in told if isinstance(one, Cried)] == [MAYBE_HELP]
    assert calm.mumbled is None


def test_who_speaks_on_is_waited_for() -> None:
    state, _ = mumbled(empty(), heard("flibber"), NOW)
    later = NOW + timedelta(seconds=30)
    speaking: Dialogue = replace(state, hold_until=later)
    assert asked_in_the_quiet(speaking, NOW + QUIET) == (speaking, (WakeAt(at=later),))
    assert asked_in_the_quiet(speaking, later)[1]
