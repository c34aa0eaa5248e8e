import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import HEARING_RATE, Audio, Samples, from_samples, samples
from assistant.recognizers.noise import (
    NOISY,
    SILENT,
    SPEED,
    above_noise,
    quieter,
    slower,
)

SECONDS = 2
TIME = np.arange(SECONDS * HEARING_RATE) / HEARING_RATE
TALKING = (TIME % 0.5) < 0.25
"""A word and a pause, each a quarter of a second."""


def talk(noise: float) -> Samples:
    """Words of one tone, with noise of so much of full scale."""
    words = 0.3 * np.sin(2 * np.pi * 440 * TIME) * TALKING
    hiss = np.random.default_rng(4).normal(0, noise, len(TIME))
    return (words + hiss).astype(np.float32)


def pcm(values: Samples) -> bytes:
    return from_samples(values, HEARING_RATE).pcm


def power(sound: bytes, where: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> float:
    values = samples(Audio(pcm=sound, rate=HEARING_RATE))[where]
    return float(10 * np.log10(np.mean(np.square(values)) + 1e-12))


def test_a_noisy_room_is_told_from_a_quiet_one() -> None:
    found = [above_noise(pcm(talk(noise))) for noise in (0.0, 0.02, 0.07)]
    assert found[0] > found[1] > NOISY > found[2]


def test_noise_is_turned_down_and_words_are_not() -> None:
    given_sound = pcm(talk(0.05))
    found = quieter(given_sound)
    assert len(found) == len(given_sound)
    assert power(found, ~TALKING) < power(given_sound, ~TALKING) - 6
    assert power(found, TALKING) == pytest.approx(power(given_sound, TALKING), abs=1.5)


def test_slower_is_a_tenth_longer_and_deeper() -> None:
    found = slower(pcm(talk(0.0)))
    assert len(found) == pytest.approx(len(TIME) * 2 / SPEED, abs=2)
    values = samples(Audio(pcm=found, rate=HEARING_RATE))
    loudest = int(np.argmax(np.abs(np.fft.rfft(values)))) * HEARING_RATE / len(values)
    assert loudest == pytest.approx(440 * SPEED, abs=2)


@given(st.binary(max_size=3000))
def test_no_sound_is_too_short_or_too_odd(sound: bytes) -> None:
    assert 0 <= above_noise(sound) <= 2 * SILENT
    assert len(quieter(sound)) == len(sound) // 2 * 2
    assert len(slower(sound)) >= len(sound) // 2 * 2
