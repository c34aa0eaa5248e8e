"""One dose's life: the table at the top of `reminders.round`, and its properties."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from care.alarm import AlarmId
from care.codec import decode, encode
from care.commands import Clear, Raise, Record
from care.medication import Dose, DoseOutcome, Sign, WindowClass, Witness
from reminders.dose_words import (
    AlarmClosed,
    AskDose,
    BoxChanged,
    Event,
    Manner,
    Reply,
    Round,
    Snoozed,
    Stage,
    StopAsking,
    Stopped,
    Tick,
    Told,
)
from reminders.round import begin, over_at, step, wake_at
from reminders.truth import Box
from tests.fakes.medicines import dose, evidence, local, regimen

MINUTE = timedelta(minutes=1)


def start(**more: Any) -> Round:
    return begin(dose(), regimen(**more))


def play(state: Round, *events: tuple[str, Event]) -> tuple[Round, list[Any]]:
    """The state after events at local times, and all commands."""
    out: list[Any] = []
    for clock, event in events:
        state, commands = step(state, event, local(clock))
        out += commands
    return state, out


def told(sign: Sign, clock: str, witness: Witness = Witness.SPEECH) -> tuple[str, Told]:
    return clock, Told(evidence=evidence(sign, clock, witness=witness))


def test_the_ladder_is_louder_and_ends() -> None:
    state = start()
    steps = []
    now = local("07:30")
    while now < local("09:00"):
        state, commands = step(state, Tick(), now)
        steps += [(now, c.step) for c in commands if isinstance(c, AskDose)]
        now += MINUTE
    clocks = ("08:00", "08:05", "08:10", "08:20")
    assert steps == [(local(clock), place) for place, clock in enumerate(clocks)]


def test_a_late_start_asks_once_and_keeps_the_distances() -> None:
    state = start()
    asked = []
    for minute in range(41, 60):
        state, commands = step(state, Tick(), local(f"08:{minute}"))
        asked += [minute for c in commands if isinstance(c, AskDose)]
    assert asked == [41, 46, 51]


def test_never_asked_before_the_gap_nor_after_the_window() -> None:
    state = replace(start(), not_before=local("08:45"))
    state, first = play(state, ("08:00", Tick()))
    assert first == []
    assert wake_at(state) == local("08:45")
    state, then = play(state, ("08:45", Tick()))
    assert [type(c) for c in then] == [AskDose]
    blocked = replace(start(), not_before=local("09:20"))
    _, out = play(blocked, ("08:00", Tick()), ("09:20", Tick()))
    assert not any(isinstance(c, AskDose) for c in out)


def test_held_back_it_tries_again_in_a_minute() -> None:
    state, out = play(start(), ("08:00", Tick(held=True)))
    assert out == []
    assert wake_at(state) == local("08:01")
    _, out = play(state, ("08:01", Tick()))
    assert [type(c) for c in out] == [AskDose]


def test_taken_settles_and_a_repeated_telling_is_nothing() -> None:
    state, out = play(start(), ("08:00", Tick()), told(Sign.TAKEN, "08:02"))
    kinds = [type(c) for c in out]
    assert kinds == [AskDose, Record, Record, Reply, StopAsking]
    assert state.stage is Stage.SETTLED
    again, out = play(state, told(Sign.TAKEN, "08:02"))
    assert (again, out) == (state, [])


def test_not_yet_is_promised_another_asking_only_when_one_comes() -> None:
    state, _ = play(start(), ("08:00", Tick()))
    _, out = play(state, told(Sign.NOT_TAKEN, "08:01"))
    assert [c.key for c in out if isinstance(c, Reply)] == ["not_taken"]
    state, _ = play(state, ("08:05", Tick()), ("08:10", Tick()), ("08:20", Tick()))
    _, out = play(state, told(Sign.NOT_TAKEN, "08:21"))
    assert [c.key for c in out if isinstance(c, Reply)] == ["noted"]


def test_three_times_later_then_no_more() -> None:
    state, _ = play(start(), ("08:00", Tick()))
    keys = []
    for minute in (1, 2, 3, 4):
        clock = f"08:0{minute}"
        state, out = play(state, (clock, Snoozed(at=local(clock))))
        keys += [c.key for c in out]
    assert keys == ["later", "later", "later", "no_later"]
    assert state.next_ask == local("08:13")


def test_later_never_passes_the_window_and_counts_once() -> None:
    snoozed = Snoozed(at=local("08:01"), delay=timedelta(hours=5))
    state, out = play(start(), ("08:00", Tick()), ("08:01", snoozed), ("08:01", snoozed))
    assert [c.until for c in out if isinstance(c, Reply)] == [local("08:59")]
    assert state.snoozes == 1


def test_a_refused_critical_medicine_is_told_at_once_another_is_not() -> None:
    _, out = play(start(critical=True), ("08:00", Tick()), told(Sign.REFUSED, "08:01"))
    assert [c.alarm.code for c in out if isinstance(c, Raise)] == ["DOSE-REFUSED"]
    _, out = play(start(), ("08:00", Tick()), told(Sign.REFUSED, "08:01"))
    assert not any(isinstance(c, Raise) for c in out)


def test_an_alarm_clears_when_the_dose_was_taken_after_all() -> None:
    order = {"window_class": WindowClass.TIME_CRITICAL}
    state, out = play(start(**order), ("08:00", Tick()), ("08:16", Tick()))
    raised = [c.alarm.id for c in out if isinstance(c, Raise)]
    state, out = play(state, told(Sign.TAKEN, "08:20"))
    assert [c.alarm for c in out if isinstance(c, Clear)] == raised
    assert state.told is None


def test_what_is_told_after_its_alarm_was_closed_is_an_alarm_of_its_own() -> None:
    state, out = play(start(critical=True), ("08:00", Tick()), ("08:16", Tick()))
    late = next(c.alarm.id for c in out if isinstance(c, Raise))
    update, out = play(state, ("09:30", Tick()))
    assert [c.alarm.id for c in out if isinstance(c, Raise)] == [late]
    closed = AlarmClosed(alarm=late)
    state, _ = play(state, ("08:20", closed), ("08:21", closed))
    state, out = play(state, ("08:30", Tick()))
    assert not any(isinstance(c, Raise) for c in out), "the same again is not told again"
    state, out = play(state, ("09:30", Tick()), told(Sign.UNSURE, "09:40"))
    ids = {c.alarm.id for c in out if isinstance(c, Raise)}
    assert len(ids) == 1
    assert late not in ids
    _, out = play(state, told(Sign.TAKEN, "09:50"))
    assert {c.alarm for c in out if isinstance(c, Clear)} == ids
    assert step(update, AlarmClosed(alarm=AlarmId("spo2")), local("10:00")) == (update, ())


def test_a_contradiction_is_asked_about_once() -> None:
    state, _ = play(start(), ("08:00", Tick()), told(Sign.NOT_TAKEN, "08:01"))
    state, _ = play(state, told(Sign.OPENED, "08:02", Witness.BOX))
    asked = []
    for minute in range(3, 50):
        state, out = play(state, (f"08:{minute:02}", Tick()))
        asked += [c.manner for c in out if isinstance(c, AskDose)]
    assert asked == [Manner.DOUBT]


def test_a_stopped_medicine_ends_quietly() -> None:
    state, out = play(start(critical=True), ("08:00", Tick()), ("08:01", Stopped()))
    assert isinstance(out[-1], StopAsking)
    state, out = play(state, ("08:30", Tick()), ("09:30", Tick()))
    assert [type(c) for c in out] == [Record]
    assert state.dose.reason == "stopped"


def test_the_latest_word_about_the_box_counts() -> None:
    state, _ = play(start(), ("08:10", BoxChanged(box=Box.ONLINE, at=local("08:10"))))
    state, _ = play(state, ("08:11", BoxChanged(box=Box.OFFLINE, at=local("08:05"))))
    assert state.box is Box.ONLINE


def after_eight(minute: int) -> datetime:
    return local("08:00") + minute * MINUTE


minutes = st.integers(-60, 150)
events = st.one_of(
    st.tuples(minutes, st.booleans().map(lambda held: Tick(held=held))),
    st.tuples(minutes, st.sampled_from(Sign)).flatmap(
        lambda pair: st.sampled_from(Witness).map(
            lambda witness: (pair[0], _at(pair[1], pair[0], witness))
        )
    ),
    minutes.map(lambda m: (m, Snoozed(at=after_eight(m)))),
    st.tuples(minutes, st.sampled_from(Box)).map(
        lambda pair: (
            pair[0],
            BoxChanged(box=pair[1], at=local("08:00") + pair[0] * MINUTE),
        )
    ),
)


def _at(sign: Sign, minute: int, witness: Witness) -> Told:
    at = after_eight(minute)
    told_of = evidence(sign, witness=witness)
    return Told(evidence=replace(told_of, at=at, heard_at=at))


@settings(max_examples=80, deadline=None)
@given(story=st.lists(events, max_size=25))
def test_whatever_happens_it_ends_once_within_the_rules(story: list[Any]) -> None:
    state, asked = start(), list[datetime]()
    timed = sorted(story, key=lambda pair: pair[0])
    ends = (over_at(state) - local("08:00")) // MINUTE
    for minute, event in [*timed, (max(ends, 150), Tick())]:
        now = after_eight(minute)
        state, commands = step(state, event, now)
        assert decode(Round, encode(state)) == state
        asked += [now for c in commands if isinstance(c, AskDose)]
        again, none = step(state, event, now)
        if isinstance(event, Told | Snoozed):
            assert (again, none) == (state, ())
        wake = wake_at(state)
        assert not isinstance(event, Tick) or wake is None or wake > now
    assert state.stage is Stage.OVER
    assert state.dose.outcome is not None
    assert all(state.dose.opens <= at < state.dose.closes for at in asked)
    assert len(asked) <= 4 + 3 + 2
    assert all(later > sooner for sooner, later in pairwise(asked))
    assert step(state, Tick(), now + timedelta(days=9)) == (state, ())


@settings(max_examples=50, deadline=None)
@given(
    told_of=st.lists(
        st.tuples(st.integers(0, 89), st.sampled_from(Sign), st.sampled_from(Witness)),
        max_size=5,
    ),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_ledger_is_the_same_in_any_order(told_of: list[Any], shuffle: Any) -> None:
    letters = [_at(sign, minute, witness) for minute, sign, witness in told_of]
    ledgers: list[Dose] = []
    for _ in range(3):
        state, _ = step(start(), Tick(), local("08:00"))
        order = [*letters, *letters]
        shuffle.shuffle(order)
        for letter in order:
            state, _ = step(state, letter, local("09:29"))
        state, _ = step(state, Tick(), local("09:30"))
        ledgers.append(state.dose)
    assert ledgers[0] == ledgers[1] == ledgers[2]
    assert ledgers[0].outcome in set(DoseOutcome)
