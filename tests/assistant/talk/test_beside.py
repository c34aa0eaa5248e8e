"""A television runs: nothing of it is taken for the patient, and no cry is lost."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.dialogue import restarted
from care.codec import decode, encode
from care.commands import Ask
from care.speech import Expects, Understanding, Urgency
from tests.talking import question
from tests.watching_television import Parlour, parlour_stage

DOUBT = "help:doubt:1"
CHECK = "help:check:1"
TOPIC = Understanding(intent="ask_time", confidence=0.95)


def watching(seconds: float = 40) -> Parlour:
    """A room in which the television has run for a while."""
    room = Parlour()
    room.television(seconds)
    return room


def test_a_television_alone_is_neither_answered_nor_asked_about_nor_an_alarm() -> None:
    room = watching(300)
    assert (room.spoken, room.alarms, room.talk) == ([], [], 0)


def test_its_questions_are_not_answered_and_a_call_by_name_is() -> None:
    room = watching()
    room.hears("what time is it", meant=TOPIC)
    assert room.talk == 0
    room.hears("what time is it", meant=TOPIC, woken=True)
    assert room.talk == 1


def test_in_a_quiet_room_a_cry_is_acted_on_at_once() -> None:
    room = watching(20)
    room.hears("help me")
    assert room.reasons == ["cry_help"]


def test_a_single_cry_over_it_is_asked_about_and_silence_calls_for_help() -> None:
    """Somebody falls, cries once and is silent; the film goes on."""
    room = watching()
    room.hears("I have fallen")
    assert room.alarms == []
    assert room.open() == (DOUBT,)
    room.television(90)
    assert room.reasons == ["cry_no_answer", "cry_fall", "cry_over_talk"]


def test_it_is_asked_about_louder_the_second_time_and_says_what_to_say() -> None:
    room = watching()
    room.hears("I have fallen")
    room.television(60)
    assert room.spoken[0].endswith("Say only yes or no.")
    assert "call" in room.spoken[1]


def test_a_cry_said_again_is_acted_on_at_once() -> None:
    room = watching()
    room.hears("help me")
    room.hears("please help me", after=8)
    assert room.alarms
    assert room.alarms[0].floor


def test_a_cry_said_twice_in_one_breath_is_acted_on_at_once() -> None:
    room = watching()
    room.hears("help help me")
    assert room.reasons == ["cry_help", "cry_over_talk"]


def test_what_a_film_says_is_no_answer_and_its_help_out_of_a_sentence_neither() -> None:
    room = watching()
    room.hears("I have fallen")
    room.hears("no I told her that nobody was coming to the party tonight")
    room.hears("yes well you would say that would you not my dear")
    room.hears("can I have a dollar")
    assert room.open() == (DOUBT,)
    assert room.alarms == []


def test_a_no_out_of_a_film_does_not_close_a_real_cry() -> None:
    room = watching()
    room.hears("I can't breathe")
    room.hears("no")
    assert room.open() == (CHECK,)
    room.television(90)
    assert room.reasons == ["cry_no_answer", "cry_breathing", "cry_over_talk"]


def test_who_is_well_says_so_twice_and_nobody_is_called() -> None:
    room = watching()
    room.hears("I can't breathe")
    room.hears("no I'm fine")
    room.hears("yes")
    room.television(600)
    assert room.alarms == []
    assert room.open() == ()


def test_a_yes_calls_at_once() -> None:
    room = watching()
    room.hears("I can't breathe")
    room.hears("yes please")
    assert room.reasons == ["cry_yes", "cry_breathing", "cry_over_talk"]


def test_a_doubtful_cry_is_let_go_unless_it_comes_again() -> None:
    room = watching()
    room.hears("I feel faint")
    assert room.open() == ()
    room.hears("I feel so faint", after=10)
    assert room.open() == (DOUBT,)
    room.hears("I feel faint", after=5)
    assert room.alarms


def test_groans_go_on_and_are_asked_about_and_then_call() -> None:
    room = watching()
    for _ in range(4):
        room.hears("ooh", after=5)
    assert room.alarms


def test_many_different_cries_are_no_running_talk() -> None:
    """Somebody cries out for minutes: nothing of it softens the next cry."""
    room = Parlour()
    cries = (
        "help me", "I have fallen", "I can't get up", "please somebody help me",
        "I'm bleeding", "I can't breathe", "help", "call an ambulance",
    )  # fmt: skip
    room.hears(cries[0], 6)
    assert len(room.alarms) == 1
    for cry in cries[1:]:
        room.hears(cry, 6, alarmed=True)
    assert len(room.alarms) == len(cries)


def test_a_cry_on_the_telephone_is_acted_on() -> None:
    room = Parlour()
    room.hears("hello yes is that you Marie", 3)
    room.hears("I have fallen and I can't get up", 3)
    assert room.alarms


def test_a_long_telephone_call_that_becomes_a_cry_is_asked_about_then_acted_on() -> None:
    room = watching(120)
    room.hears("I have fallen Marie", 3)
    assert room.open() == (DOUBT,)
    room.hears("please send somebody I can't get up", 3, after=6)
    assert room.alarms


def test_one_shouts_for_the_other_while_it_runs() -> None:
    room = watching()
    room.hears("help my husband has fallen")
    room.hears("help somebody help", after=4)
    assert room.alarms


def test_the_panic_word_is_acted_on_over_anything() -> None:
    room = Parlour(stage=parlour_stage(panic_word="marmalade"))
    room.television(300)
    room.hears("bring the marmalade please")
    assert room.reasons[0] == "cry_panic_word"


def test_a_television_in_another_room_softens_nothing() -> None:
    room = Parlour()
    room.television(120, speaker="parlour")
    room.hears("help me", speaker="bedroom")
    assert room.reasons == ["cry_help"]


def test_where_somebody_called_us_by_name_nothing_is_softened() -> None:
    room = watching()
    room.hears("help me", woken=True)
    assert room.reasons == ["cry_help"]


def test_an_open_alarm_or_a_measurement_in_doubt_ends_all_leniency() -> None:
    room = watching()
    room.hears("help me", alarmed=True)
    assert room.reasons == ["cry_help"]
    room = watching()
    doubted = question("alarm:rose/FALL", Urgency.ALARM)
    room.stage.feed(Ask(question=doubted))
    room.hears("I have fallen")
    assert room.alarms


@pytest.mark.parametrize("cry", ["I can't breathe", "I can not get up help me"])
def test_a_certain_cry_is_no_answer_to_any_question(cry: str) -> None:
    room = watching()
    room.stage.feed(Ask(question=question("checkin:1", expects=Expects.YES_NO)))
    room.hears(cry)
    assert DOUBT in room.open()
    assert "checkin:1" in room.open()
    room.hears(cry)
    assert room.alarms


def test_a_first_certain_cry_while_we_ask_about_help_calls() -> None:
    room = watching()
    room.hears("I feel faint")
    room.hears("I feel so faint", after=10)
    assert room.open() == (DOUBT,)
    room.hears("I can't breathe")
    assert room.reasons[0] == "cry_breathing"


def test_a_home_can_act_at_once_whatever_runs() -> None:
    room = Parlour(stage=parlour_stage(asks=False))
    room.television(60)
    room.hears("help me")
    assert room.reasons == ["cry_help"]


def test_other_questions_are_answered_shortly_and_are_not_ended_by_a_film() -> None:
    room = watching()
    room.stage.feed(Ask(question=question("checkin:1", expects=Expects.YES_NO)))
    room.hears("she said yes and then they were married in the spring")
    assert room.open() == ("checkin:1",)
    room.hears("yes I did")
    assert room.open() == ()
    assert room.alarms == []


def test_a_question_over_it_ends_in_silence_and_not_in_a_call_for_help() -> None:
    room = watching()
    room.stage.feed(Ask(question=question("checkin:1", expects=Expects.YES_NO)))
    room.television(120)
    assert room.open() == ()
    assert room.alarms == []


def test_words_that_fit_nowhere_are_asked_about_once_it_is_quiet() -> None:
    room = Parlour()
    room.hears("flibber gibbet")
    room.hears("gibbet the flo")
    assert room.open() == ()
    room.wait(10)
    assert room.open() == (DOUBT,)


def test_it_is_known_again_after_a_restart_and_forgotten_means_strict() -> None:
    room = watching()
    saved = encode(room.stage.dialogue)
    kept = Parlour(stage=parlour_stage())
    kept.stage.dialogue = restarted(decode(type(room.stage.dialogue), saved))
    kept.stage.now = room.stage.now
    kept.hears("help me")
    assert kept.alarms == []
    lost = Parlour(stage=parlour_stage())
    lost.stage.now = room.stage.now + timedelta(seconds=1)
    lost.hears("help me")
    assert lost.alarms


CERTAIN = st.sampled_from(
    ["help me", "I have fallen", "I can't breathe", "call an ambulance", "I'm bleeding"]
)
SAID = st.sampled_from(
    ["the weather for the weekend", "no", "yes", "I'm fine", "no I'm fine", "stop", ""]
)


@settings(max_examples=10, deadline=None)
@example("I can't breathe", 4, 4.0)
@given(CERTAIN, st.integers(0, 8), st.floats(0, 20))
def test_a_cry_is_called_for_unless_somebody_says_twice_that_all_is_well(
    cry: str, before: int, quiet: float
) -> None:
    """Whatever ran before, however long: one cry, and then the film alone."""
    room = watching(before * 10)
    room.wait(quiet)
    room.hears(cry)
    room.television(120)
    assert room.alarms


@settings(max_examples=10, deadline=None)
@given(CERTAIN, st.lists(SAID, max_size=8))
def test_one_phrase_alone_never_closes_a_cry(cry: str, film: list[str]) -> None:
    """A film may say "no", or "yes"; only a "no" and then a "yes" are an end."""
    room = watching()
    room.hears(cry)
    wells = {"no", "I'm fine", "no I'm fine"}
    for text in film:
        room.hears(text)
    room.wait(240)
    denied = any(
        one in wells and any(then in {"yes", *wells} for then in film[place + 1 :])
        for place, one in enumerate(film)
    )
    assert room.alarms or denied


@pytest.mark.parametrize("text", ["help", "help me please", "I have fallen"])
def test_the_second_cry_in_a_minute_is_acted_on_whatever_lies_between(text: str) -> None:
    room = watching()
    room.hears(text)
    room.television(30)
    room.hears(text)
    assert room.alarms


def test_talk_in_two_rooms_is_counted_apart() -> None:
    room = Parlour()
    for number in range(4):
        room.television(10, speaker=("parlour", "kitchen")[number % 2])
    room.hears("help me", speaker="kitchen")
    assert room.reasons == ["cry_help"]
