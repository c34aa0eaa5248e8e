import numpy as np

from assistant.audio import Audio, from_samples, silence
from assistant.voices.truth import doubt, level


def speech(seconds: float, loudness: float = 0.2) -> Audio:
    time = np.arange(round(16_000 * seconds)) / 16_000
    return from_samples(
        (loudness * np.sin(2 * np.pi * 200 * time)).astype(np.float32), 16_000
    )


def test_a_believable_sound_is_believed() -> None:
    assert doubt(speech(2.0), "Did you take your tablets?") is None


def test_an_empty_short_or_endless_sound_is_not() -> None:
    assert doubt(silence(0, 16_000), "Yes") is not None
    assert doubt(speech(0.2), "Did you take your tablets this morning?") is not None
    assert doubt(speech(60), "Yes") is not None


def test_a_silent_file_is_not_speech() -> None:
    assert doubt(silence(2, 16_000), "Did you take your tablets?") == "silent sound"
    assert level(speech(1)) > 0.1
