from collections.abc import Iterable
from datetime import datetime

import pytest

from care.alarm import Cause, Priority
from care.codec import decode, encode
from care.commands import Clear, Command, Confirm, Raise, Record, WakeAt
from care.speech import Answer, Meaning, QuestionId
from sensors.held import Kept
from sensors.watch import (
    Answered,
    Closed,
    Event,
    Measured,
    Remembered,
    Tick,
    Watch,
    start,
    step,
)
from tests.fakes.patients import ADA, at, reading, watch_of


def play(
    watch: Watch, events: Iterable[tuple[Event, datetime]]
) -> tuple[Watch, list[Command]]:
    commands: list[Command] = []
    for event, now in events:
        while watch.wake is not None and watch.wake <= now:
            watch, told = step(watch, Tick(), watch.wake)
            commands += told
        watch, told = step(watch, event, now)
        commands += told
    return watch, [c for c in commands if not isinstance(c, WakeAt | Record)]


def low_oxygen(value: float, start: int, seconds: int) -> list[tuple[Event, datetime]]:
    return [
        (Measured(reading=reading("spo2", value, s)), at(s))
        for s in range(start, start + seconds, 5)
    ]


def answer(alarm: str, meaning: Meaning, seconds: float, *, sure: bool = True) -> Answered:
    return Answered(
        answer=Answer(
            question=QuestionId(f"alarm:{alarm}"),
            meaning=meaning,
            at=at(seconds),
            sure=sure,
        )
    )


def asked() -> tuple[Watch, Confirm]:
    watch, commands = play(watch_of(), low_oxygen(86, 0, 45))
    (confirm,) = commands
    assert isinstance(confirm, Confirm)
    return watch, confirm


def test_low_oxygen_asks_the_patient_first() -> None:
    _, confirm = asked()
    assert confirm.question == "breathless"
    assert confirm.alarm.priority is Priority.HIGH
    assert at(5) <= confirm.alarm.raised_at <= at(20)


def test_a_short_dip_of_oxygen_is_nobodys_business() -> None:
    _, commands = play(
        watch_of(), low_oxygen(97, 0, 30) + low_oxygen(86, 30, 10) + low_oxygen(97, 40, 60)
    )
    assert commands == []


@pytest.mark.parametrize(
    "meaning", [Meaning.YES, Meaning.SILENCE, Meaning.HELP, Meaning.OTHER]
)
def test_yes_silence_and_anything_unclear_raise_the_alarm(meaning: Meaning) -> None:
    watch, confirm = asked()
    watch, (raised,) = play(watch, [(answer(confirm.alarm.id, meaning, 50), at(50))])
    assert isinstance(raised, Raise)
    assert raised.alarm.id == confirm.alarm.id
    assert raised.alarm.priority is Priority.HIGH


def test_yes_is_among_the_reasons_with_the_reading() -> None:
    watch, confirm = asked()
    _, (raised,) = play(watch, [(answer(confirm.alarm.id, Meaning.YES, 50), at(50))])
    assert isinstance(raised, Raise)
    assert [r.key for r in raised.alarm.reasons] == ["spo2_low", "said_breathless"]


def test_no_makes_it_a_medium_alarm_not_silence() -> None:
    watch, confirm = asked()
    _, (raised,) = play(watch, [(answer(confirm.alarm.id, Meaning.NO, 50), at(50))])
    assert isinstance(raised, Raise)
    assert raised.alarm.priority is Priority.MEDIUM


def test_a_no_that_may_be_misheard_does_not_count() -> None:
    watch, confirm = asked()
    no = answer(confirm.alarm.id, Meaning.NO, 50, sure=False)
    _, (raised,) = play(watch, [(no, at(50))])
    assert isinstance(raised, Raise)
    assert raised.alarm.priority is Priority.HIGH


def test_an_answer_that_never_comes_back_is_silence() -> None:
    watch, _ = asked()
    _, (raised,) = play(watch, [(Tick(), at(15 + 45 + 45))])
    assert isinstance(raised, Raise)
    assert raised.alarm.reasons[-1].key == "silent"


def test_an_urgent_floor_does_not_wait_for_an_answer_and_no_does_not_mute_it() -> None:
    watch, confirm = asked()
    watch, (raised,) = play(watch, low_oxygen(70, 46, 20))
    assert isinstance(raised, Raise)
    assert raised.alarm.floor
    _, (after,) = play(watch, [(answer(confirm.alarm.id, Meaning.NO, 70), at(70))])
    assert isinstance(after, Raise)
    assert after.alarm.priority is Priority.HIGH


def test_a_fall_with_no_answer_is_raised_high() -> None:
    fall = Measured(reading=reading("fall", "fall", 0))
    watch, (confirm,) = play(watch_of(), [(fall, at(1))])
    assert isinstance(confirm, Confirm)
    assert confirm.question == "fallen"
    assert confirm.answer_within.total_seconds() == 30
    _, (raised,) = play(watch, [(answer(confirm.alarm.id, Meaning.SILENCE, 31), at(31))])
    assert isinstance(raised, Raise)
    assert raised.alarm.priority is Priority.HIGH


def test_i_am_fine_after_a_fall_is_written_down_and_no_more() -> None:
    fall = Measured(reading=reading("fall", "fall", 0))
    watch, (confirm,) = play(watch_of(), [(fall, at(1))])
    assert isinstance(confirm, Confirm)
    no = answer(confirm.alarm.id, Meaning.NO, 20)
    watch, commands = step(watch, no, at(20))
    (record,) = [c for c in commands if isinstance(c, Record)]
    assert record.what.cause is Cause.ADVISORY  # type: ignore[union-attr]
    assert record.what.priority is Priority.LOW  # type: ignore[union-attr]
    _, later = play(watch, [(Tick(), at(3600))])
    assert [
        c for c in later if isinstance(c, Raise | Confirm) and c.alarm.code == "FALL"
    ] == []


def test_the_help_button_raises_at_once() -> None:
    press = Measured(reading=reading("panic", "pressed", 0))
    _, (raised,) = play(watch_of(), [(press, at(0))])
    assert isinstance(raised, Raise)
    assert raised.alarm.priority is Priority.HIGH


def test_a_stream_that_stops_becomes_a_technical_alarm_and_clears_when_back() -> None:
    events = [(Measured(reading=reading("glucose", 110, s)), at(s)) for s in (0, 300, 600)]
    watch, commands = play(watch_of(), [*events, (Tick(), at(600 + 31 * 60))])
    causes = [c.alarm.cause for c in commands if isinstance(c, Raise)]
    assert causes == [Cause.TECHNICAL, Cause.TECHNICAL]
    assert [c.alarm.priority for c in commands if isinstance(c, Raise)] == [
        Priority.LOW,
        Priority.MEDIUM,
    ]
    back = (Measured(reading=reading("glucose", 110, 2700)), at(2700))
    _, (cleared,) = play(watch, [back])
    assert isinstance(cleared, Clear)


def test_an_urgent_low_repeats_until_somebody_closes_it_and_returns_if_it_lasts() -> None:
    lows = [
        (Measured(reading=reading("glucose", 50, s)), at(s)) for s in range(0, 1500, 300)
    ]
    watch, commands = play(watch_of(), lows)
    raised = [c for c in commands if isinstance(c, Raise)]
    assert len(raised) >= 4
    assert len({c.alarm.id for c in raised}) == 1
    watch, _ = step(watch, Closed(alarm=raised[0].alarm.id), at(1500))
    more = [
        (Measured(reading=reading("glucose", 50, s)), at(s)) for s in range(1500, 4200, 300)
    ]
    _, again = play(watch, more)
    assert len({c.alarm.id for c in again if isinstance(c, Raise)}) == 1
    assert again[0].alarm.id != raised[0].alarm.id  # type: ignore[union-attr]


def test_kept_state_survives_a_restart_in_the_middle_of_a_question() -> None:
    watch, confirm = asked()
    kept = decode(Kept, encode(watch.kept))
    assert kept == watch.kept
    again = start(ADA, watch.rules, kept)
    for event, now in low_oxygen(86, 0, 45):
        assert isinstance(event, Measured)
        again, told = step(again, Remembered(reading=event.reading), now)
        assert told == ()
    again, commands = play(again, [(Tick(), at(60))])
    assert commands == []
    _, (raised,) = play(again, [(answer(confirm.alarm.id, Meaning.YES, 61), at(61))])
    assert isinstance(raised, Raise)


def test_oxygen_back_to_normal_clears_the_alarm() -> None:
    watch, confirm = asked()
    watch, _ = play(watch, [(answer(confirm.alarm.id, Meaning.YES, 50), at(50))])
    _, commands = play(watch, low_oxygen(97, 55, 120))
    (clear,) = [c for c in commands if isinstance(c, Clear)]
    assert clear.alarm == confirm.alarm.id
    assert at(85) <= clear.at <= at(130)


def test_backfilled_readings_alarm_nobody() -> None:
    late = [
        (Measured(reading=reading("glucose", 45, s, late=7200)), at(s + 7200))
        for s in range(0, 3600, 300)
    ]
    _, commands = play(watch_of(), late)
    assert commands == []


def test_slowly_falling_oxygen_alarms_at_once_and_asks_when_it_is_critical() -> None:
    slow = low_oxygen(90, 0, 310)
    watch, (raised,) = play(watch_of(), slow)
    assert isinstance(raised, Raise)
    assert raised.alarm.priority is Priority.MEDIUM
    watch, (confirm,) = play(watch, low_oxygen(85, 310, 21))
    assert isinstance(confirm, Confirm)
    assert confirm.alarm.id == raised.alarm.id
    _, (worse,) = play(watch, [(answer(confirm.alarm.id, Meaning.SILENCE, 335), at(335))])
    assert isinstance(worse, Raise)
    assert worse.alarm.priority is Priority.HIGH
    _, (same,) = play(watch, [(answer(confirm.alarm.id, Meaning.NO, 335), at(335))])
    assert isinstance(same, Raise)
    assert same.alarm.priority is Priority.MEDIUM


def test_every_ring_brings_the_next_one_nearer_to_the_end() -> None:
    vital = [("pulse", "/min", 70.0), ("spo2", "%", 96.0), ("respiration", "/min", 15.0)]
    watch = watch_of()
    for seconds in (0, 50, 100):
        for kind, unit, value in vital:
            event = Measured(reading=reading(kind, value, seconds + 0.123457, unit=unit))
            watch, _ = step(watch, event, at(seconds + 0.123457))
    now = at(101)
    for _ in range(50):
        if watch.wake is None:
            break
        assert watch.wake > now
        now = watch.wake
        watch, _ = step(watch, Tick(), now)
    else:
        raise AssertionError


def test_backfilled_readings_alarm_nobody_after_a_restart_either() -> None:
    watch = watch_of()
    for seconds in range(0, 3600, 300):
        late = reading("glucose", 45, seconds, late=7200)
        watch, commands = step(watch, Remembered(reading=late), at(9000))
        assert commands == ()
    _, told = play(watch, [(Tick(), at(9001))])
    assert told == []


def test_what_was_raised_but_not_saved_is_raised_after_a_restart() -> None:
    watch = watch_of()
    low = reading("glucose", 50, 0)
    watch, _ = step(watch, Remembered(reading=low), at(60))
    _, (raised,) = play(watch, [(Tick(), at(60))])
    assert isinstance(raised, Raise)
    assert raised.alarm.code == "GLU-URGENT"
