from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import dialogue
from assistant.dialogue import Dialogue, Event, Listener, restarted, step
from assistant.talk import turns
from care.codec import decode, encode
from care.commands import Ask, Say, WakeAt, Withdraw
from care.people import Language, PatientId, Trait
from care.speech import (
    Expects,
    Heard,
    Meaning,
    Prompt,
    Question,
    QuestionId,
    Unavailable,
    Understanding,
    Urgency,
)

PATIENT = PatientId("rose")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WHO = Listener(patient=PATIENT, language=Language.ENGLISH)
GONE = Unavailable(reason="away")


def prompt(words: str, urgency: Urgency) -> Prompt:
    return Prompt(patient=PATIENT, language=Language.ENGLISH, words=words, urgency=urgency)


def ask(
    key: str, urgency: Urgency = Urgency.QUESTION, expects: Expects = Expects.YES_NO
) -> Ask:
    return Ask(
        question=Question(
            id=QuestionId(key),
            prompt=prompt(f"Asking {key}?", urgency),
            expects=expects,
            again=f"Again {key}?",
            answer_within=timedelta(seconds=10),
        )
    )


def hears(text: str, meant: Understanding | Unavailable = GONE) -> turns.HeardUtterance:
    heard = Heard(
        text=text, confidence=1, started_at=MORNING, ended_at=MORNING, engine="test"
    )
    return turns.HeardUtterance(heard=heard, understanding=meant)


def run(
    *events: Event, start: Dialogue | None = None
) -> tuple[Dialogue, list[turns.Command]]:
    """All events a second apart, and everything that came."""
    came: list[turns.Command] = []
    state, now = start or Dialogue(listener=WHO), MORNING
    for event in events:
        now += timedelta(seconds=1)
        state, commands = step(state, event, now)
        came += commands
    return state, came


def said(came: list[turns.Command]) -> list[str]:
    return [c.prompt.words for c in came if isinstance(c, turns.Speak)]


def replies(came: list[turns.Command]) -> list[tuple[str, Meaning]]:
    found = (c.answer for c in came if isinstance(c, turns.Reply))
    return [(answer.question, answer.meaning) for answer in found]


def test_silence_is_counted_from_the_end_of_speech() -> None:
    state, _ = run(ask("a"))
    state, came = step(state, turns.Spoken(turn=1), MORNING + timedelta(seconds=8))
    listen = next(c for c in came if isinstance(c, turns.Listen))
    assert listen.until == MORNING + timedelta(seconds=18)
    late, came = step(state, turns.TimePassed(), listen.until)
    assert late == state
    assert not replies(list(came))


def test_an_answer_while_the_question_is_being_said_breaks_it_off() -> None:
    state, came = run(ask("a"), hears("yes"))
    assert replies(came) == [("a", Meaning.YES)]
    assert turns.Hush(turn=1) in came
    assert not state.open


def test_a_late_report_of_an_old_turn_changes_nothing() -> None:
    state, _ = run(ask("a"), turns.Spoken(turn=1), ask("alarm:b", Urgency.ALARM))
    after, came = run(turns.Spoken(turn=1), turns.HeardNothing(turn=1), start=state)
    assert (after, said(came), replies(came)) == (state, [], [])


def test_the_most_urgent_speaks_first_and_nothing_is_lost() -> None:
    state, came = run(
        ask("a"), Say(prompt=prompt("talk", Urgency.TALK)), ask("b", Urgency.ALARM),
        Say(prompt=prompt("crisis", Urgency.CRISIS)),
    )  # fmt: skip
    assert said(came) == ["Asking a?", "Asking b?", "crisis"]
    _, came = run(turns.Spoken(turn=3), hears("no"), hears("no"), start=state)
    assert said(came) == [
        "Back to my question. Asking b?",
        "Back to my question. Asking a?",
        "talk",
    ]


def test_asking_again_with_the_same_id_takes_the_new_words() -> None:
    state, came = run(ask("a"), turns.Spoken(turn=1), ask("a"))
    assert said(came) == ["Asking a?", "Asking a?"]
    assert state.open == ("a",)


def test_a_voice_that_never_reports_is_taken_for_failed() -> None:
    state, came = run(ask("a"))
    until = next(c.at for c in came if isinstance(c, WakeAt))
    state, came_then = step(state, turns.TimePassed(), until)
    retry = next(c.at for c in came_then if isinstance(c, WakeAt))
    _, again = step(state, turns.TimePassed(), retry)
    assert said(list(again)) == ["Asking a?"]


def test_an_alarm_prompt_is_tried_until_it_is_said() -> None:
    state, _ = run(Say(prompt=prompt("alarm", Urgency.ALARM)))
    now = MORNING
    for _ in range(10):
        now += timedelta(minutes=1)
        state, _ = step(state, turns.NotSpoken(turn=state.turn, reason="none"), now)
        now += timedelta(minutes=1)
        state, came = step(state, turns.TimePassed(), now)
        assert said(list(came)) == ["alarm"]


def test_barge_in_ends_talk_and_begins_listening_but_not_an_alarm() -> None:
    _, came = run(ask("a"), turns.SpeechStarted())
    assert turns.Hush(turn=1) in came
    assert any(isinstance(c, turns.Listen) for c in came)
    _, came = run(ask("a", Urgency.ALARM), turns.SpeechStarted())
    assert not any(isinstance(c, turns.Hush) for c in came)


def test_no_question_begins_while_the_patient_is_speaking() -> None:
    _, came = run(turns.SpeechStarted(), ask("a"), ask("b", Urgency.ALARM))
    assert said(came) == ["Asking b?"]


@pytest.mark.parametrize(
    ("trait", "seconds"),
    [
        (Trait.MEMORY_LOSS, 15),
        (Trait.SLOW_SPEECH, 15),
        (Trait.APHASIA, 20),
        (Trait.HEARING_LOSS, 10),
    ],
)
def test_who_needs_more_time_has_it(trait: Trait, seconds: int) -> None:
    who = replace(WHO, traits=frozenset({trait}))
    state, _ = run(ask("a"), start=Dialogue(listener=who))
    state, came = step(state, turns.Spoken(turn=1), MORNING)
    listen = next(c for c in came if isinstance(c, turns.Listen))
    assert listen.until - MORNING == timedelta(seconds=seconds)


def test_with_hearing_loss_the_words_stay_and_the_voice_grows() -> None:
    who = replace(WHO, traits=frozenset({Trait.HEARING_LOSS}))
    _, came = run(
        ask("a"), turns.Spoken(turn=1), turns.HeardNothing(turn=1),
        start=Dialogue(listener=who),
    )  # fmt: skip
    spoken = [c for c in came if isinstance(c, turns.Speak)]
    assert [s.prompt.words for s in spoken] == ["Asking a?", "Asking a?"]
    assert [s.prompt.level for s in spoken] == [1, 2]


def test_after_a_restart_what_was_open_comes_first_again() -> None:
    state, _ = run(ask("a"), turns.Spoken(turn=1))
    back = restarted(decode(Dialogue, encode(state)))
    _, came = run(turns.TimePassed(), start=back)
    assert said(came) == ["Back to my question. Again a?"]


def test_words_that_talk_asked_for_are_taken_as_they_are() -> None:
    asked = replace(prompt("What shall I say?", Urgency.TALK), invites=True)
    odd = Understanding(intent="nlu_fallback", confidence=0.2)
    state, _ = run(Say(prompt=asked), turns.Spoken(turn=1))
    _, came = run(hears("the thing from tuesday", odd), start=state)
    assert any(isinstance(c, turns.OpenTalk) for c in came)
    _, came = run(hears("help me", odd), start=state)
    assert any(isinstance(c, turns.Cried) for c in came)
    state, _ = run(Say(prompt=replace(asked, invites=False)), turns.Spoken(turn=1))
    _, came = run(hears("the thing from tuesday", odd), start=state)
    assert not any(isinstance(c, turns.OpenTalk) for c in came)


def test_a_cry_is_caught_while_an_alarm_is_being_said() -> None:
    _, came = run(Say(prompt=prompt("alarm", Urgency.ALARM)), hears("I can't breathe"))
    assert any(isinstance(c, turns.Cried) for c in came)


KEYS = st.sampled_from(["a", "dose:b", "alarm:c", "help:doubt:1"])
WORDS = st.sampled_from(
    [
        "", "yes", "no", "seven", "stop", "repeat", "louder", "help", "I did not fall",
        "parlez français", "speak english", "later", "I don't know", "no, I said five",
        "in my chest", "I took it", "the flibber", "je suis tombé", "two or three",
    ]
) | st.text(max_size=12)  # fmt: skip
MEANT = st.sampled_from(
    [
        GONE,
        Understanding(intent="ask_time", confidence=0.9),
        Understanding(intent="x", confidence=0.1),
    ]
)
EVENTS = st.one_of(
    st.builds(ask, KEYS, st.sampled_from(list(Urgency)), st.sampled_from(list(Expects))),
    st.builds(lambda u: Say(prompt=prompt("words", u)), st.sampled_from(list(Urgency))),
    st.builds(lambda key: Withdraw(question=QuestionId(key)), KEYS),
    st.builds(hears, WORDS, MEANT),
    st.builds(lambda n: turns.Spoken(turn=n), st.integers(0, 30)),
    st.builds(lambda n: turns.NotSpoken(turn=n, reason="r"), st.integers(0, 30)),
    st.builds(lambda n: turns.HeardNothing(turn=n), st.integers(0, 30)),
    st.just(turns.SpeechStarted()),
    st.just(turns.TimePassed()),
)
STEPS = st.lists(st.tuples(EVENTS, st.integers(0, 40)), max_size=25)
TRAITS = st.frozensets(st.sampled_from(list(Trait)))


def settle(state: Dialogue, now: datetime) -> tuple[Dialogue, list[turns.Command]]:
    """Let the voice speak and nobody answer, until nothing is open."""
    came: list[turns.Command] = []
    for _ in range(400):
        if not state.open:
            break
        now += timedelta(seconds=30)
        event: Event = turns.TimePassed()
        if state.speaking:
            event = turns.Spoken(turn=state.turn)
        state, commands = step(state, event, now)
        came += commands
    return state, came


@settings(max_examples=60, deadline=None)
@given(STEPS, TRAITS)
def test_any_order_of_turns_ends_every_question_exactly_once(
    steps: list[tuple[Event, int]], traits: frozenset[Trait]
) -> None:
    state = Dialogue(listener=replace(WHO, traits=traits))
    now, open_now = MORNING, set[str]()
    for event, seconds in steps:
        now += timedelta(seconds=seconds)
        match event:
            case Ask(question=question):
                open_now.add(question.id)
            case Withdraw(question=key):
                open_now.discard(key)
            case _:
                pass
        state, commands = step(state, event, now)
        for replied, _ in replies(list(commands)):
            assert replied in open_now, "a reply to a question that is not open"
            open_now.discard(replied)
        assert sorted(state.open) == sorted(open_now)
        assert not (state.speaking and state.listening)
    state, commands_after = settle(state, now)
    assert not state.open
    assert {key for key, _ in replies(commands_after)} == open_now


@settings(max_examples=40, deadline=None)
@given(
    STEPS, st.sampled_from(["I have fallen", "help", "I can't breathe", "I want to die"])
)
def test_a_cry_is_caught_in_every_state(steps: list[tuple[Event, int]], cry: str) -> None:
    state, now = Dialogue(listener=WHO), MORNING
    for event, seconds in steps:
        now += timedelta(seconds=seconds)
        state, _ = step(state, event, now)
    english = replace(state, listener=replace(state.listener, language=Language.ENGLISH))
    _, commands = step(english, hears(cry), now)
    assert any(isinstance(c, turns.Cried) for c in commands)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_state_survives_being_saved(steps: list[tuple[Event, int]]) -> None:
    state, now = Dialogue(listener=WHO), MORNING
    for event, seconds in steps:
        now += timedelta(seconds=seconds)
        state, _ = step(decode(Dialogue, encode(state)), event, now)
        assert decode(Dialogue, encode(state)) == state


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_an_urgent_prompt_is_never_dropped(steps: list[tuple[Event, int]]) -> None:
    state, _ = run(Say(prompt=prompt("urgent words", Urgency.CRISIS)))
    now, heard = MORNING, False
    for event, seconds in steps:
        now += timedelta(seconds=seconds)
        speaking = state.speaking
        if isinstance(event, turns.Spoken) and speaking and speaking.turn == event.turn:
            heard = heard or "urgent words" in str(speaking.item)
        state, _ = step(state, event, now)
    waiting = [state.speaking.item] if state.speaking else []
    assert heard or "urgent words" in str((*state.waiting, *waiting))


def test_every_event_is_known() -> None:
    assert dialogue.step(Dialogue(listener=WHO), turns.TimePassed(), MORNING)[1] == ()
