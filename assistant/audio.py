"""Sound as the home handles it: 16-bit mono samples that live in memory only."""

import io
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.riff import unpacked
from care.errors import SpeechError

HEARING_RATE = 16_000
"""Samples a second that every recognizer, VAD and wake word here wants."""

SAMPLE_BYTES = 2

LARGEST_FILE = 1 << 30
"""Bytes; nine hours of speech. It is read into memory as a whole."""

Samples = npt.NDArray[np.float32]
"""One-dimensional, -1.0 to 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A piece of sound."""

    pcm: bytes
    """Signed 16-bit little-endian samples, one channel."""
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.pcm) / SAMPLE_BYTES / self.rate


def samples(audio: Audio) -> Samples:
    """The sound as floats in -1.0 to 1.0."""
    whole = audio.pcm[: len(audio.pcm) // SAMPLE_BYTES * SAMPLE_BYTES]
    return np.frombuffer(whole, dtype="<i2").astype(np.float32) / np.float32(32768)


def from_samples(values: Samples, rate: int) -> Audio:
    """Floats back to 16 bits; louder than 1.0 is cut off."""
    clipped = np.clip(values, -1.0, 32767 / 32768)
    return Audio(pcm=(clipped * 32768).astype("<i2").tobytes(), rate=rate)


def silence(seconds: float, rate: int) -> Audio:
    """Nothing to hear."""
    return Audio(pcm=bytes(SAMPLE_BYTES * round(seconds * rate)), rate=rate)


def resampled(audio: Audio, rate: int) -> Audio:
    """The same sound at another rate, band-limited by way of its spectrum."""
    if audio.rate == rate or not audio.pcm:
        return Audio(pcm=audio.pcm, rate=rate)
    given = samples(audio)
    wanted = max(1, round(len(given) * rate / audio.rate))
    spectrum = np.fft.rfft(given)
    kept = np.zeros(wanted // 2 + 1, dtype=spectrum.dtype)
    shared = min(len(spectrum), len(kept))
    kept[:shared] = spectrum[:shared]
    resampled_values = np.fft.irfft(kept, n=wanted) * (wanted / len(given))
    return from_samples(resampled_values.astype(np.float32), rate)


def joined(pieces: list[Audio], rate: int) -> Audio:
    """One after the other, all brought to `rate`."""
    return Audio(pcm=b"".join(resampled(piece, rate).pcm for piece in pieces), rate=rate)


def wav_bytes(audio: Audio) -> bytes:
    """The sound as a WAV file's content."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    return buffer.getvalue()


def from_wav(content: bytes, name: str) -> Audio:
    """Read a WAV file's content, samples of any usual kind; stereo becomes mono.

    Args:
        content: The whole file.
        name: What to call it in an error.

    Raises:
        SpeechError: It is no WAV file, holds no sound, or not as samples that we know.
    """
    values, rate = unpacked(content, name)
    return from_samples(values, rate)


def read_wav(file: Path) -> Audio:
    """Read a WAV file; SpeechError says what is wrong with it."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise SpeechError(f"{file}: larger than {LARGEST_FILE >> 20} MiB; cut it")
        content = file.read_bytes()
    except OSError as error:
        raise SpeechError(f"{file}: cannot be read ({error.strerror})") from error
    return from_wav(content, str(file))
