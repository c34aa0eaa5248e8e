from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers.closed import WELL
from assistant.scripts.help import (
    ENOUGH_DENIALS,
    NO_REPLY,
    Ended,
    Event,
    Help,
    TimePassed,
    step,
)
from assistant.scripts.help_words import Person
from assistant.talk.turns import Cried
from care.alarm import Alarm, Priority
from care.codec import decode, encode
from care.commands import Ask, Clear, Command, Raise, Record, Say, Withdraw
from care.people import Language, PatientId
from care.speech import (
    Answer,
    Certainty,
    Cry,
    Heard,
    Meaning,
    QuestionId,
    SafetyCategory,
    Urgency,
)

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PERSON = Person(
    patient=PatientId("rose"), language=Language.ENGLISH, contact="your daughter"
)
HEARD = Heard(text="x", confidence=1, started_at=START, ended_at=START, engine="test")


def cry(certainty: Certainty, category: SafetyCategory = SafetyCategory.FALL) -> Cried:
    return Cried(cry=Cry(category=category, certainty=certainty), heard=HEARD)


def answer(key: str, meaning: Meaning, text: str | None = None) -> Answer:
    return Answer(question=QuestionId(key), meaning=meaning, at=START, text=text)


def run(*events: Event, start: Help | None = None) -> tuple[Help, list[Command]]:
    state, now = start or Help(person=PERSON), START
    came: list[Command] = []
    for event in events:
        now += timedelta(seconds=20)
        state, commands = step(state, event, now)
        came += commands
    return state, came


def of(kind: type, came: list[Command]) -> list[Command]:
    return [command for command in came if isinstance(command, kind)]


def raised(came: list[Command]) -> list[Alarm]:
    return [command.alarm for command in came if isinstance(command, Raise)]


OVER_TALK = Cried(
    cry=Cry(category=SafetyCategory.FALL, certainty=Certainty.DOUBTFUL),
    heard=HEARD,
    over_talk=True,
)
CERTAIN, DOUBTFUL = cry(Certainty.CERTAIN), cry(Certainty.DOUBTFUL)


@pytest.mark.parametrize("category", list(SafetyCategory))
def test_a_certain_cry_raises_a_high_floor_alarm_before_a_word_is_said(
    category: SafetyCategory,
) -> None:
    _, came = run(cry(Certainty.CERTAIN, category))
    raised = came[0]
    assert isinstance(raised, Raise)
    assert (raised.alarm.priority, raised.alarm.floor) == (Priority.HIGH, True)
    spoken = came[1]
    assert isinstance(spoken, Ask)
    assert spoken.question.prompt.urgency is Urgency.CRISIS
    assert "your daughter" in spoken.question.prompt.words


@pytest.mark.parametrize("meaning", [m for m in Meaning if m is not Meaning.NO])
def test_whatever_is_no_clear_no_counts_as_yes(meaning: Meaning) -> None:
    _, came = run(DOUBTFUL, answer("help:doubt:1", meaning))
    assert len(of(Raise, came)) == 1


def test_a_doubt_that_is_never_answered_counts_as_yes() -> None:
    state, _ = run(DOUBTFUL)
    _, early = step(state, TimePassed(), START + NO_REPLY)
    _, late = step(state, TimePassed(), START + NO_REPLY + timedelta(minutes=1))
    assert (len(early), len(of(Raise, list(late)))) == (0, 1)


def test_a_no_is_kept_and_the_third_tells_somebody() -> None:
    came: list[Command] = []
    state = Help(person=PERSON)
    for number in range(1, ENOUGH_DENIALS + 1):
        state, more = run(DOUBTFUL, answer(f"help:doubt:{number}", Meaning.NO), start=state)
        came += more
    assert len(of(Record, came)) == ENOUGH_DENIALS
    assert [alarm.code for alarm in raised(came)] == ["HELP-DENIED"]


@pytest.mark.parametrize(
    ("meaning", "text", "cleared"),
    [
        (Meaning.YES, None, True),
        (Meaning.NO, WELL, True),
        (Meaning.NO, None, False),
        (Meaning.SILENCE, None, False),
        (Meaning.OTHER, None, False),
    ],
)
def test_help_is_called_off_only_in_two_steps(
    meaning: Meaning, text: str | None, *, cleared: bool
) -> None:
    first = answer("help:cancel:1", Meaning.NO)
    _, came = run(CERTAIN, first, answer("help:check:1", meaning, text))
    assert bool(of(Clear, came)) == cleared


def test_suicidal_words_are_never_called_off() -> None:
    _, came = run(
        cry(Certainty.CERTAIN, SafetyCategory.SUICIDE),
        answer("help:safe:1", Meaning.YES),
        answer("help:cancel:1", Meaning.YES),
    )
    assert not of(Clear, came)


def test_a_second_cry_adds_to_the_same_alarm() -> None:
    _, came = run(CERTAIN, cry(Certainty.CERTAIN, SafetyCategory.BLEEDING))
    first, second = raised(came)
    assert first.id == second.id
    assert [reason.key for reason in second.reasons] == ["cry_bleeding", "cry_fall"]


def test_a_certain_cry_takes_the_doubt_back() -> None:
    _, came = run(DOUBTFUL, CERTAIN)
    assert Withdraw(question=QuestionId("help:doubt:1")) in came
    assert len(of(Raise, came)) == 1


def test_after_it_was_called_off_a_new_cry_is_a_new_alarm() -> None:
    _, came = run(
        CERTAIN,
        answer("help:cancel:1", Meaning.NO),
        answer("help:check:1", Meaning.YES),
        CERTAIN,
    )
    first, second = raised(came)
    assert first.id != second.id


def test_an_answer_to_an_old_question_changes_nothing() -> None:
    state, _ = run(CERTAIN, answer("help:cancel:1", Meaning.NO))
    later, came = step(state, answer("help:cancel:7", Meaning.NO), START)
    assert (later, came) == (state, ())


EVENTS = st.one_of(
    st.builds(cry, st.sampled_from(list(Certainty)), st.sampled_from(list(SafetyCategory))),
    st.builds(
        answer,
        st.builds(
            "help:{}:{}".format,
            st.sampled_from(["doubt", "cancel", "check", "safe"]),
            st.integers(1, 4),
        ),
        st.sampled_from(list(Meaning)),
    ),
    st.just(TimePassed()),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(EVENTS, max_size=12))
def test_a_certain_cry_always_raises_and_every_cry_is_answered_with_words(
    events: list[Event],
) -> None:
    state, now = Help(person=PERSON), START
    for event in events:
        now += timedelta(seconds=30)
        before = state
        state, commands = step(state, event, now)
        assert decode(Help, encode(state)) == state
        spoke = any(isinstance(c, Ask | Say) for c in commands)
        if isinstance(event, Cried) and event.cry.certainty is Certainty.CERTAIN:
            assert isinstance(commands[0], Raise | Withdraw)
            assert of(Raise, list(commands))
            assert spoke
        if isinstance(event, Cried) and before.case is None:
            assert spoke
        cleared = of(Clear, list(commands))
        assert not cleared or (isinstance(event, Answer) and "check" in event.question)


def test_after_somebody_has_closed_the_alarm_a_new_cry_calls_again() -> None:
    called, came = run(CERTAIN)
    (first,) = raised(came)
    ended, withdrawn = run(Ended(alarm=first.id), start=called)
    assert ended.case is None
    assert {one.question for one in withdrawn if isinstance(one, Withdraw)} == {
        "help:cancel:1",
        "help:check:1",
        "help:safe:1",
    }
    later, now = step(ended, CERTAIN, START + timedelta(minutes=9))
    (again,) = raised(list(now))
    assert again.id != first.id
    assert step(later, Ended(alarm=first.id), START + timedelta(minutes=9)) == (later, ())


def test_a_cry_soon_adds_to_the_alarm_and_a_later_one_calls_anew() -> None:
    called, came = run(CERTAIN)
    (first,) = raised(came)
    for minutes, same in ((5, True), (12, False)):
        _, again = step(called, CERTAIN, START + timedelta(minutes=minutes))
        assert (raised(list(again))[0].id == first.id) is same


def test_over_other_talk_a_no_is_asked_for_twice_and_does_not_add_up() -> None:
    state, came = Help(person=PERSON), []
    for number in range(1, ENOUGH_DENIALS + 2):
        no = answer(f"help:doubt:{number}", Meaning.NO)
        sure = answer(f"help:check:{number}", Meaning.YES)
        state, more = run(OVER_TALK, no, start=state)
        assert not of(Record, more)
        state, more = run(sure, start=state)
        came += more
    assert len(of(Record, came)) == ENOUGH_DENIALS + 1
    assert raised(came) == []


@pytest.mark.parametrize("meaning", [m for m in Meaning if m is not Meaning.YES])
def test_over_other_talk_whatever_is_no_second_no_calls_and_says_so(
    meaning: Meaning,
) -> None:
    no = answer("help:doubt:1", Meaning.NO)
    _, came = run(OVER_TALK, no, answer("help:check:1", meaning))
    (alarm,) = raised(came)
    assert (alarm.priority, alarm.floor) == (Priority.HIGH, True)
    assert [one.key for one in alarm.reasons][1:] == ["cry_fall", "cry_over_talk"]


def test_the_second_question_over_other_talk_may_be_overdue_too() -> None:
    state, _ = run(OVER_TALK, answer("help:doubt:1", Meaning.NO))
    _, late = step(state, TimePassed(), START + NO_REPLY + timedelta(minutes=1))
    assert raised(list(late))


def test_a_certain_cry_takes_the_second_question_back() -> None:
    _, came = run(OVER_TALK, answer("help:doubt:1", Meaning.NO), CERTAIN)
    assert Withdraw(question=QuestionId("help:check:1")) in came
    assert len(raised(came)) == 1
