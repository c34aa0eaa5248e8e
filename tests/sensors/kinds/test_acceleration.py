"""Movements made up from physics, judged second by second as they would come."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.observation import Observation, Waveform
from sensors.kinds.acceleration import PAUSE, gather
from sensors.kinds.fall_signs import SIGNS
from tests.fakes.movements import (
    FALLEN,
    FLAT,
    RATE,
    UP,
    ending,
    fall,
    noise,
    still,
    stretches,
    turn,
    walk,
)
from tests.fakes.patients import at

LIFE = {
    "walking": walk(20),
    "standing": still(20),
    "lying down slowly": np.vstack([still(5), turn(3, UP, FLAT), still(9, FLAT)]),
    "sitting down hard": np.vstack([still(6), UP * 2.2 + noise(5, 0.1), still(9)]),
}


def events(waves: list[Waveform], word: str = "fall") -> list[Observation]:
    motion, found = None, []
    for wave in waves:
        motion, readings = gather(motion, wave)
        found += [one for one in readings if one.value == word]
    return found


@pytest.mark.parametrize("kind", ["acceleration", "acceleration_wrist"])
def test_a_fall_is_told_once_within_ten_seconds(kind: str) -> None:
    (told,) = events(stretches(FALLEN, kind=kind))
    assert at(6) < told.taken_at <= at(6 + 1 + 10)
    assert told.kind == "fall"


@pytest.mark.parametrize("name", LIFE)
def test_daily_life_is_no_fall(name: str) -> None:
    assert events(stretches(LIFE[name])) == []


def test_a_fall_is_told_after_what_spoke_for_it() -> None:
    motion, said = None, []
    for wave in stretches(FALLEN):
        motion, readings = gather(motion, wave)
        said += [one for one in readings if one.value != "alive"]
    *felt, told = sorted(said, key=lambda one: one.taken_at)
    assert told.value == "fall"
    assert 2 <= len(felt) <= 3
    assert {one.value for one in felt} <= SIGNS.keys()
    assert told.taken_at - felt[0].taken_at < timedelta(seconds=1)


def test_a_signal_that_ends_soon_is_decided_with_what_there_is() -> None:
    waves = stretches(FALLEN[: int(10.5 * RATE)])
    assert events(waves) == []
    (told,) = events([*waves, last := ending(waves[-1])])
    assert told.taken_at == last.received_at


def test_a_gap_ends_a_signal_and_the_next_begins_anew() -> None:
    waves = stretches(FALLEN[: int(10.5 * RATE)])
    later = stretches(still(3), start=60)
    assert len(events([*waves, *later])) == 1


def test_two_falls_far_apart_are_two() -> None:
    rest = still(PAUSE + 5, FLAT)
    twice = np.vstack([FALLEN, rest, turn(2, FLAT, UP), walk(6), fall(), still(9, FLAT)])
    assert len(events(stretches(twice))) == 2


def test_a_sign_of_life_comes_each_minute() -> None:
    assert len(events(stretches(still(150)), "alive")) == 3


@settings(max_examples=10)
@given(st.integers(0, 10**7))
def test_shifting_all_times_shifts_only_times(shift: int) -> None:
    base = events(stretches(FALLEN))
    moved = events(stretches(FALLEN, start=float(shift)))
    assert [one.taken_at - timedelta(seconds=shift) for one in moved] == [
        one.taken_at for one in base
    ]
