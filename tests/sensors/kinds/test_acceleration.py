"""Movements made up from physics, judged second by second as they would come."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from care.observation import DeviceId, Kind, Observation, Waveform
from sensors.kinds.acceleration import PAUSE, gather
from tests.fakes.patients import ADA, at

RATE = 50.0
Samples = NDArray[np.float64]
UP, FLAT = np.array([0.0, -1.0, 0.0]), np.array([0.1, -0.1, 0.98])


def noise(count: int, size: float, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).normal(0, size, (count, 3))


def still(seconds: float, posture: Samples = UP) -> Samples:
    count = int(seconds * RATE)
    return np.tile(posture, (count, 1)) + noise(count, 0.01)


def walk(seconds: float) -> Samples:
    t = np.arange(int(seconds * RATE)) / RATE
    bounce = 0.35 * np.sin(2 * np.pi * 1.8 * t)
    return UP * (1 + bounce[:, None]) + noise(len(t), 0.05)


def turn(seconds: float, start: Samples, end: Samples) -> Samples:
    share = np.linspace(0, 1, int(seconds * RATE))[:, None]
    line = start * (1 - share) + end * share
    line /= np.linalg.norm(line, axis=1)[:, None]
    return line + noise(len(line), 0.02)


def blow(size: float) -> Samples:
    t = np.arange(int(0.5 * RATE)) / RATE
    push = 1 + (size - 1) * np.exp(-(((t - 0.1) / 0.05) ** 2)) + 0.8 * np.exp(-t / 0.15)
    return FLAT * push[:, None] + noise(len(t), 0.3)


def fall() -> Samples:
    losing = turn(0.6, UP, FLAT) * np.linspace(0.9, 0.25, int(0.6 * RATE))[:, None]
    return np.vstack([losing, blow(6.0)])


FALLEN = np.vstack([walk(6), fall(), still(9, FLAT)])
LIFE = {
    "walking": walk(20),
    "standing": still(20),
    "lying down slowly": np.vstack([still(5), turn(3, UP, FLAT), still(9, FLAT)]),
    "sitting down hard": np.vstack([still(6), UP * 2.2 + noise(5, 0.1), still(9)]),
}


def stretches(
    samples: Samples, start: float = 0, kind: str = "acceleration"
) -> list[Waveform]:
    size = int(RATE)
    return [
        Waveform(
            patient=ADA.id,
            kind=Kind(kind),
            unit="[g]",
            rate=RATE,
            axes=("x", "y", "z"),
            samples=tuple(tuple(row) for row in samples[i : i + size].tolist()),
            taken_at=at(start + i / RATE),
            received_at=at(start + (i + size) / RATE),
            device=DeviceId("belt-1"),
        )
        for i in range(0, len(samples), size)
    ]


def ending(after: Waveform) -> Waveform:
    when = after.received_at
    return Waveform(
        patient=after.patient,
        kind=after.kind,
        unit=after.unit,
        rate=after.rate,
        axes=after.axes,
        samples=(),
        taken_at=when,
        received_at=when + timedelta(seconds=1),
        device=after.device,
    )


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


def test_a_signal_that_ends_soon_is_decided_with_what_there_is() -> None:
    waves = stretches(FALLEN[: int(10.5 * RATE)])
    assert events(waves) == []
    (told,) = events([*waves, ending(waves[-1])])
    assert told.taken_at == waves[-1].taken_at + timedelta(seconds=0.5)


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
