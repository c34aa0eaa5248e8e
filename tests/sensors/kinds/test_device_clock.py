from dataclasses import replace
from datetime import timedelta

from care.commands import Clear, Raise
from care.observation import Observation
from care.people import Language
from care.wording import wording
from sensors.kinds.device_clock import ahead
from sensors.replay import commands
from tests.fakes.patients import at, reading, watch_of


def fast(seconds: float, by: float) -> Observation:
    one = reading("pulse", 70.0, seconds)
    return replace(one, taken_at=one.taken_at + timedelta(seconds=by))


def test_a_clock_is_told_of_only_when_it_is_too_far_ahead() -> None:
    assert ahead(fast(0, 110), at(0)) is None
    found = ahead(fast(0, 3600), at(0))
    assert found is not None
    assert (found.kind, found.value, found.taken_at) == ("device_clock", 3600.0, at(0))


def test_a_device_with_a_fast_clock_is_a_technical_alarm_until_it_is_right() -> None:
    wrong = [fast(60 * i, 3600) for i in range(5)]
    right = [fast(300 + 60 * i, 0) for i in range(90)]
    told = [
        one
        for _, _, some in commands(watch_of(), [*wrong, *right])
        for one in some
        if isinstance(one, Raise | Clear)
    ]
    raised, cleared = told
    assert isinstance(raised, Raise)
    assert isinstance(cleared, Clear)
    assert raised.alarm.code == "CLOCK-AHEAD@device-1"
    (reason,) = raised.alarm.reasons
    for language, word in ((Language.ENGLISH, "ahead"), (Language.FRENCH, "avance")):
        words = wording(language).say(f"reason.{reason.key}", **dict(reason.facts))
        assert "device-1" in words
        assert word in words


def test_a_few_seconds_are_no_matter() -> None:
    near = [fast(60 * i, 90) for i in range(20)]
    told = [one for _, _, some in commands(watch_of(), near) for one in some]
    assert not any(isinstance(one, Raise) for one in told)
