import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import Audio, from_samples, joined, samples, silence
from assistant.audio_shape import LEVELS, at_level, chime, speech_level, trimmed


def speech(loudness: float, seconds: float = 1.0) -> Audio:
    time = np.arange(round(16_000 * seconds)) / 16_000
    return from_samples(
        (loudness * np.sin(2 * np.pi * 200 * time)).astype(np.float32), 16_000
    )


@given(st.floats(0.02, 0.9), st.integers(0, 3))
def test_every_engine_comes_out_equally_loud(loudness: float, step: int) -> None:
    assert speech_level(at_level(speech(loudness), step)) == pytest.approx(
        LEVELS[step], abs=0.5
    )


def test_pauses_do_not_make_speech_louder() -> None:
    with_pause = joined([speech(0.3), silence(3, 16_000), speech(0.3)], 16_000)
    assert speech_level(at_level(with_pause, 1)) == pytest.approx(LEVELS[1], abs=0.5)


def test_the_ladder_goes_up_and_stays_inside_it() -> None:
    assert sorted(LEVELS) == list(LEVELS)
    assert at_level(speech(0.3), 99) == at_level(speech(0.3), len(LEVELS) - 1)
    assert at_level(speech(0.3), -5) == at_level(speech(0.3), 0)


def test_nothing_is_clipped_hard() -> None:
    sharp = np.zeros(16_000, dtype=np.float32)
    sharp[::400] = 0.9
    assert np.abs(samples(at_level(from_samples(sharp, 16_000), 3))).max() < 1.0


def test_silence_stays_silence() -> None:
    quiet = silence(1, 16_000)
    assert not samples(at_level(quiet, 3)).any()
    assert trimmed(quiet) == quiet


def test_edges_are_cut_to_the_speech() -> None:
    padded = joined([silence(1, 16_000), speech(0.3), silence(2, 16_000)], 16_000)
    assert trimmed(padded).seconds == pytest.approx(1.06, abs=0.01)


def test_the_chime_is_low_and_followed_by_a_pause() -> None:
    values = samples(chime(24_000))
    spectrum = np.abs(np.fft.rfft(values))
    hertz = np.fft.rfftfreq(len(values), 1 / 24_000)
    assert hertz[int(spectrum.argmax())] == pytest.approx(520, abs=5)
    assert not values[-round(0.25 * 24_000) :].any()
