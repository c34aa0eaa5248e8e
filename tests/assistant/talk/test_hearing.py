from dataclasses import replace
from datetime import timedelta

from assistant.talk.answering import MOST_DETOURS
from assistant.talk.floor import add_question, advance, spoken
from assistant.talk.hearing import IN_A_ROW, PLAN_CHANGED, hear
from assistant.talk.state import Dialogue, Saying
from assistant.talk.turns import Corrected, Cried, HeardUtterance, OpenTalk, Reply
from care.people import Trait
from care.speech import (
    Certainty,
    Expects,
    Meaning,
    SafetyCategory,
    Unavailable,
    Understanding,
    Urgency,
)
from tests.talking import NOW, empty, heard, question


def asked(
    expects: Expects = Expects.YES_NO,
    urgency: Urgency = Urgency.QUESTION,
    key: str = "a",
    start: Dialogue | None = None,
) -> Dialogue:
    """A question that has been said and waits for its answer."""
    state = add_question(start or empty(), question(key, urgency, expects))
    state, _ = advance(state, NOW)
    return spoken(state, NOW)[0]


def meanings(commands: tuple[object, ...]) -> list[Meaning]:
    return [c.answer.meaning for c in commands if isinstance(c, Reply)]


def test_two_names_for_a_complaint_are_one_topic() -> None:
    ranking = (("pain_location", 0.5), ("symptom_report", 0.3), ("thank", 0.2))
    meant = Understanding(intent="pain_location", confidence=0.5, ranking=ranking)
    words = replace(heard("I have a headache"), understanding=meant)
    assert any(isinstance(c, OpenTalk) for c in hear(empty(), words, NOW)[1])
    alone = replace(meant, ranking=(("pain_location", 0.5), ("thank", 0.5)))
    words = replace(words, understanding=alone)
    assert not any(isinstance(c, OpenTalk) for c in hear(empty(), words, NOW)[1])


def test_a_certain_cry_ends_the_question_with_help() -> None:
    _, commands = hear(asked(), heard("I have fallen"), NOW)
    assert meanings(commands) == [Meaning.HELP]
    assert any(isinstance(c, Cried) for c in commands)


def test_a_doubtful_cry_may_also_be_the_answer() -> None:
    _, commands = hear(asked(Expects.SCORE), heard("an eight, I feel faint"), NOW)
    assert meanings(commands) == [Meaning.NUMBER]
    assert any(isinstance(c, Cried) for c in commands)


def test_a_doubtful_cry_that_answers_nothing_leaves_the_question_open() -> None:
    state, commands = hear(asked(Expects.SCORE), heard("I feel faint"), NOW)
    assert meanings(commands) == []
    assert state.waiting


def test_asked_whether_help_is_needed_a_doubtful_cry_is_a_yes() -> None:
    state = asked(key="help:doubt:1", urgency=Urgency.CRISIS)
    _, commands = hear(state, heard("I feel faint"), NOW)
    assert meanings(commands) == [Meaning.HELP]
    _, commands = hear(state, heard("no, I did not fall"), NOW)
    assert meanings(commands) == [Meaning.NO]


def test_a_sound_is_a_call_when_help_was_asked_about() -> None:
    state = asked(key="help:doubt:1", urgency=Urgency.CRISIS)
    assert meanings(hear(state, heard(""), NOW)[1]) == [Meaning.HELP]
    aphasia = asked(start=empty(Trait.APHASIA))
    assert meanings(hear(aphasia, heard(""), NOW)[1]) == [Meaning.YES]
    assert hear(empty(), heard(""), NOW) == (empty(), ())


def test_own_talk_leaves_the_question_for_later_but_not_for_ever() -> None:
    state = asked()
    for _ in range(MOST_DETOURS):
        state, commands = hear(state, heard("what time is it", "ask_time"), NOW)
        assert any(isinstance(c, OpenTalk) for c in commands)
        later = NOW + timedelta(minutes=1)
        state, _ = advance(state, later)
        state, _ = spoken(state, later)
    _, commands = hear(state, heard("what time is it", "ask_time"), NOW)
    assert not any(isinstance(c, OpenTalk) for c in commands)


def test_an_alarm_question_is_not_left_for_talk() -> None:
    state = asked(urgency=Urgency.ALARM)
    _, commands = hear(state, heard("what time is it", "ask_time"), NOW)
    assert not any(isinstance(c, OpenTalk) for c in commands)


def test_two_fallbacks_in_a_row_ask_whether_help_is_needed_once_it_is_quiet() -> None:
    state, first = hear(empty(), heard("flibber"), NOW)
    assert any(isinstance(item, Saying) for item in state.waiting)
    assert state.mumbled is None
    again, second = hear(state, heard("gibbet"), NOW + IN_A_ROW)
    assert not any(isinstance(c, Cried) for c in (*first, *second))
    assert again.mumbled is not None
    late = NOW + IN_A_ROW + timedelta(seconds=1)
    apart, _ = hear(state, heard("gibbet"), late)
    assert apart.mumbled is None


def test_a_question_that_is_not_understood_twice_asks_at_once() -> None:
    state, _ = hear(asked(), heard("flibber"), NOW)
    state, _ = advance(state, NOW)
    state, _ = spoken(state, NOW)
    _, second = hear(state, heard("gibbet"), NOW)
    (cried,) = [c for c in second if isinstance(c, Cried)]
    assert (cried.cry.category, cried.cry.certainty) == (
        SafetyCategory.HELP,
        Certainty.DOUBTFUL,
    )


def test_words_to_nobody_that_fit_nowhere_are_not_answered() -> None:
    event = heard("flibber")
    aside = replace(event, heard=replace(event.heard, overheard=True))
    state, commands = hear(empty(), aside, NOW)
    assert (state.waiting, commands) == ((), ())
    assert state.misunderstood_at == NOW


def test_a_correction_right_after_the_answer_changes_it_unsurely() -> None:
    state, _ = hear(asked(Expects.SCORE), heard("seven"), NOW)
    _, commands = hear(state, heard("no, I said five"), NOW)
    (corrected,) = commands
    assert isinstance(corrected, Corrected)
    assert (corrected.answer.number, corrected.answer.sure) == (5, False)


def test_the_chest_as_a_place_of_pain_is_a_cry() -> None:
    _, commands = hear(asked(Expects.PLACE), heard("my chest"), NOW)
    (cried,) = [c for c in commands if isinstance(c, Cried)]
    assert cried.cry.certainty is Certainty.CERTAIN


def test_a_panic_word_is_heard_in_the_middle_of_a_question() -> None:
    state = asked()
    who = replace(state.listener, panic_word="marmalade")
    _, commands = hear(replace(state, listener=who), heard("the marmalade"), NOW)
    (cried,) = [c for c in commands if isinstance(c, Cried)]
    assert cried.cry.category is SafetyCategory.PANIC_WORD


def test_after_suicidal_words_questions_wait() -> None:
    state, _ = hear(empty(), heard("I want to die"), NOW)
    state = add_question(state, question("dose:1"))
    quiet, _ = advance(state, NOW + timedelta(minutes=29))
    assert quiet.speaking is None
    said, _ = advance(state, NOW + timedelta(minutes=31))
    assert said.speaking is not None


def badly(text: str) -> HeardUtterance:
    """Words that no engine is sure of."""
    event = heard(text)
    return replace(event, heard=replace(event.heard, confidence=0.1))


def test_words_heard_badly_are_asked_for_again_and_then_taken_as_unsure() -> None:
    state, commands = hear(asked(Expects.DOSE), badly("I took it"), NOW)
    assert meanings(commands) == []
    state, _ = advance(state, NOW)
    state, _ = spoken(state, NOW)
    _, commands = hear(state, badly("I took it"), NOW)
    (reply,) = (c.answer for c in commands if isinstance(c, Reply))
    assert (reply.meaning, reply.sure) == (Meaning.TAKEN, False)


def test_a_badly_heard_yes_to_an_urgent_question_counts_and_a_no_is_asked_again() -> None:
    urgent = asked(urgency=Urgency.ALARM)
    assert meanings(hear(urgent, badly("yes"), NOW)[1]) == [Meaning.YES]
    assert meanings(hear(urgent, badly("no"), NOW)[1]) == []


def test_a_badly_heard_cry_counts_and_what_only_fits_the_sound_is_asked_about() -> None:
    _, commands = hear(asked(), badly("I have fallen"), NOW)
    assert meanings(commands) == [Meaning.HELP]
    event = heard("i have fall in")
    maybe = replace(event, heard=replace(event.heard, maybe="i have fallen"))
    _, commands = hear(empty(), maybe, NOW)
    (cried,) = (c for c in commands if isinstance(c, Cried))
    assert cried.cry.certainty is Certainty.DOUBTFUL
    assert cried.cry.category is SafetyCategory.FALL


def test_what_has_changed_is_talk_also_without_the_nlu_service() -> None:
    asks = replace(
        heard("what has changed with my medicine"),
        understanding=Unavailable(reason="down"),
    )
    (talk,) = (c for c in hear(empty(), asks, NOW)[1] if isinstance(c, OpenTalk))
    assert talk.understanding.intent == PLAN_CHANGED
    state, commands = hear(asked(), asks, NOW)
    assert any(isinstance(c, OpenTalk) for c in commands)
    assert state.waiting  # the open question comes back
