from datetime import timedelta

from care.commands import Confirm, WakeAt
from sensors.replay import commands
from sensors.signals import QUIET, ended, ends, heard
from sensors.watch import Measured, Remembered, Tick, step
from tests.fakes.movements import FALLEN, RATE, still, stretches
from tests.fakes.patients import at, reading, watch_of

BROKEN_OFF = stretches(FALLEN[: int(9.5 * RATE)])
"""The signal stops three seconds after the blow."""


def test_a_signal_ends_when_nothing_comes_for_a_while() -> None:
    signals, _ = heard({}, BROKEN_OFF[0], at(1))
    assert ends(signals) == [at(1) + QUIET]
    assert ended(signals, at(20)) == (signals, ())
    over, _ = ended(signals, at(1) + QUIET)
    assert ends(over) == []


def test_what_comes_too_late_is_no_signal() -> None:
    assert heard({}, BROKEN_OFF[0], at(3600)) == ({}, ())


def test_other_kinds_have_no_signals() -> None:
    assert heard({}, stretches(still(1), kind="glucose")[0], at(1)) == ({}, ())


def test_a_fall_just_before_the_battery_died_is_decided() -> None:
    watch = watch_of()
    for wave in BROKEN_OFF:
        watch, told = step(watch, Measured(reading=wave), wave.received_at)
        assert not any(isinstance(one, Confirm) for one in told)
    assert watch.wake is not None
    assert watch.wake <= at(9.5) + QUIET
    watch, told = step(watch, Tick(), BROKEN_OFF[-1].received_at + QUIET)
    (asked,) = [one for one in told if isinstance(one, Confirm)]
    assert asked.alarm.code == "FALL"
    _, told = step(watch, Tick(), at(120))
    assert not any(isinstance(one, Confirm) for one in told)


def test_a_signal_without_a_fall_ends_without_a_word() -> None:
    later = reading("pulse", 70.0, 60, unit="/min")
    found = list(commands(watch_of(), [*stretches(still(5)), later]))
    told = [one for _, _, some in found for one in some]
    assert all(isinstance(one, WakeAt) for one in told)


def test_a_signal_that_goes_on_asks_for_few_rings() -> None:
    told = [
        one
        for _, _, some in commands(watch_of(), stretches(still(120)))
        for one in some
        if isinstance(one, WakeAt)
    ]
    assert len(told) <= 120 / QUIET.total_seconds() + 2


def test_a_blow_before_a_restart_is_still_decided_after_it() -> None:
    watch = watch_of()
    for wave in BROKEN_OFF:
        watch, told = step(watch, Remembered(reading=wave), at(30))
        assert told == ()
    _, told = step(watch, Tick(), at(9.5) + QUIET + timedelta(seconds=1))
    assert [one.alarm.code for one in told if isinstance(one, Confirm)] == ["FALL"]
