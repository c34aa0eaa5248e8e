import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import (
    LARGEST_FILE,
    Audio,
    from_samples,
    from_wav,
    joined,
    read_wav,
    resampled,
    samples,
    silence,
    wav_bytes,
)
from care.errors import SpeechError


def tone(hertz: float, rate: int, seconds: float = 0.5) -> Audio:
    time = np.arange(round(rate * seconds)) / rate
    return from_samples((0.5 * np.sin(2 * np.pi * hertz * time)).astype(np.float32), rate)


def loudest_hertz(audio: Audio) -> float:
    values = samples(audio)
    spectrum = np.abs(np.fft.rfft(values))
    return float(np.fft.rfftfreq(len(values), 1 / audio.rate)[int(spectrum.argmax())])


@given(st.binary(max_size=400).map(lambda raw: raw[: len(raw) // 2 * 2]))
def test_a_wav_file_gives_the_same_samples_back(pcm: bytes) -> None:
    audio = Audio(pcm=pcm, rate=16_000)
    if pcm:
        assert from_wav(wav_bytes(audio), "x.wav") == audio


@given(st.binary(max_size=200).map(lambda raw: raw[: len(raw) // 2 * 2]))
def test_floats_and_back_loses_nothing(pcm: bytes) -> None:
    audio = Audio(pcm=pcm, rate=8_000)
    assert from_samples(samples(audio), 8_000) == audio


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 48_000])
def test_resampling_keeps_pitch_and_length(rate: int) -> None:
    changed = resampled(tone(520, rate), 16_000)
    assert changed.seconds == pytest.approx(0.5, abs=0.001)
    assert loudest_hertz(changed) == pytest.approx(520, abs=3)


def test_resampling_down_leaves_out_what_the_rate_cannot_hold() -> None:
    assert np.abs(samples(resampled(tone(11_000, 24_000), 16_000))).max() < 0.05


def test_pieces_are_joined_at_one_rate() -> None:
    whole = joined([tone(520, 22_050), silence(0.25, 24_000)], 24_000)
    assert whole.rate == 24_000
    assert whole.seconds == pytest.approx(0.75, abs=0.001)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a WAV file"),
        (b"hello\n", "not a WAV file"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "not a WAV file"),
        (wav_bytes(Audio(pcm=b"", rate=16_000)), "without any sound"),
    ],
)
def test_what_is_no_sound_is_refused_by_name(
    content: bytes, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "answer.wav"
    file.write_bytes(content)
    with pytest.raises(SpeechError, match=says) as refused:
        read_wav(file)
    assert "answer.wav" in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match=r"nothing.wav: cannot be read"):
        read_wav(tmp_path / "nothing.wav")


def other_wav(channels: int, width: int, frames: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(16_000)
        file.writeframes(frames)
    return buffer.getvalue()


def test_eight_bit_sound_is_read() -> None:
    assert from_wav(other_wav(1, 1, b"\x80\xc0"), "old.wav").pcm == b"\0\0\0\x40"


def test_stereo_becomes_one_channel() -> None:
    left_right = np.array([[1000, 3000], [-200, 200]], dtype="<i2").tobytes()
    assert from_wav(other_wav(2, 2, left_right), "x").pcm == (
        np.array([2000, 0], dtype="<i2").tobytes()
    )


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.wav").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SpeechError, match="larger than 1024 MiB"):
        read_wav(tmp_path / "huge.wav")
