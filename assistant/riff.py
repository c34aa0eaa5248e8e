"""What is in a WAV file: every kind of sample that recorders and telephones write.

The standard library's `wave` knows only whole-number samples and refuses the extensible
header; a recording that was broken off, or piped, announces a wrong length.
"""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from care.errors import SpeechError

PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
"""Format tags (RFC 2361; Multimedia Programming Interface 1.0)."""
LEAST_RATE, MOST_RATE = 4_000, 384_000
MOST_CHANNELS = 64

_FMT = struct.Struct("<HHIIHH")
_OTHERS = {
    b"fLaC": "FLAC", b"OggS": "Ogg", b"ID3": "MP3", b"\xff\xfb": "MP3", b"FORM": "AIFF",
    b"RIFX": "a big-endian WAV", b"\x1aE\xdf\xa3": "Matroska or WebM", b"caff": "CAF",
}  # fmt: skip

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Form:
    """How the samples are written."""

    tag: int
    channels: int
    rate: int
    bits: int

    @property
    def frame(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * self.bits // 8


def unpacked(content: bytes, name: str) -> tuple[Values, int]:
    """Samples of all channels mixed, -1.0 to 1.0, and how many come a second.

    Args:
        content: The whole file; what lies behind a broken end is left out.
        name: What to call it in an error.

    Raises:
        SpeechError: It is no WAV file, holds no sound, or its samples are of no known kind.
    """
    form, data = _chunks(content, name)
    if not data[: form.frame] or len(data) < form.frame:
        raise SpeechError(f"{name}: a WAV file without any sound in it")
    return mixed(data, form, name), form.rate


def mixed(data: bytes, form: Form, name: str) -> Values:
    """Samples of all channels as one, -1.0 to 1.0; SpeechError when they are no numbers."""
    values = _values(data[: len(data) // form.frame * form.frame], form, name)
    one: Values = values.reshape(-1, form.channels).mean(axis=1)
    return np.nan_to_num(one, nan=0.0, posinf=0.0, neginf=0.0)


def _chunks(content: bytes, name: str) -> tuple[Form, bytes]:
    if content[:4] not in (b"RIFF", b"RF64") or content[8:12] != b"WAVE":
        kind = next((k for mark, k in _OTHERS.items() if content.startswith(mark)), None)
        what = f"it is {kind}" if kind else "it does not begin as one"
        raise SpeechError(f"{name}: not a WAV file ({what if content else 'it is empty'})")
    form, at = None, 12
    while at + 8 <= len(content):
        mark, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        body = content[at + 8 : at + 8 + size]
        if mark == b"fmt ":
            form = _form(body, name)
        elif mark == b"data":
            if form is None:
                raise SpeechError(f"{name}: not a WAV file (sound before its format)")
            # A pipe or a crash leaves 0 or the largest number; the rest is sound then.
            return form, body if size else content[at + 8 :]
        at += 8 + size + size % 2
    missing = "it ends before its sound" if form else "it ends before its format"
    raise SpeechError(f"{name}: not a WAV file ({missing})")


def _form(body: bytes, name: str) -> Form:
    if len(body) < _FMT.size:
        raise SpeechError(f"{name}: not a WAV file (its format is cut short)")
    tag, channels, rate, _, _, bits = _FMT.unpack_from(body)
    if tag == EXTENSIBLE and len(body) >= 26:  # noqa: PLR2004 - where the tag lies
        tag = struct.unpack_from("<H", body, 24)[0]
    return checked(Form(tag, channels, rate, bits), name)


def checked(form: Form, name: str) -> Form:
    """The same form, when sound can be in it; SpeechError says what is wrong."""
    if not 1 <= form.channels <= MOST_CHANNELS:
        raise SpeechError(f"{name}: {form.channels} channels")
    if not LEAST_RATE <= form.rate <= MOST_RATE:
        raise SpeechError(f"{name}: {form.rate} samples a second")
    if (form.tag, form.bits) not in _READERS:
        kinds = {PCM: "whole-number", FLOAT: "floating-point"}
        kind = kinds.get(form.tag, f"format {form.tag}")
        raise SpeechError(
            f"{name}: {form.bits}-bit {kind} samples; wanted 8, 16, 24 or 32 bits, "
            "floating point, A-law or mu-law"
        )
    return form


def _values(data: bytes, form: Form, name: str) -> Values:
    values = _READERS[form.tag, form.bits](data)
    if not np.isfinite(values).any():
        raise SpeechError(f"{name}: a WAV file whose samples are no numbers")
    return values


def _eight(data: bytes) -> Values:
    return (np.frombuffer(data, dtype=np.uint8).astype(np.float32) - 128) / np.float32(128)


def _sixteen(data: bytes) -> Values:
    return np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(2**15)


def _twenty_four(data: bytes) -> Values:
    three = np.frombuffer(data, dtype=np.uint8).reshape(-1, 3)
    four = np.zeros((len(three), 4), dtype=np.uint8)
    four[:, 1:] = three
    return _thirty_two(four.tobytes())


def _thirty_two(data: bytes) -> Values:
    return (np.frombuffer(data, dtype="<i4") / 2**31).astype(np.float32)


def _floats(data: bytes) -> Values:
    return np.frombuffer(data, dtype="<f4").astype(np.float32)


def _doubles(data: bytes) -> Values:
    with np.errstate(over="ignore"):
        return np.frombuffer(data, dtype="<f8").astype(np.float32)


def _mu_law(data: bytes) -> Values:
    """ITU-T G.711."""
    coded = ~np.frombuffer(data, dtype=np.uint8)
    size = ((((coded & 15).astype(np.int32) << 3) + 132) << ((coded >> 4) & 7)) - 132
    return (np.where(coded & 128, -size, size) / 2**15).astype(np.float32)


def _a_law(data: bytes) -> Values:
    """ITU-T G.711."""
    coded = np.frombuffer(data, dtype=np.uint8) ^ 0x55
    step = ((coded >> 4) & 7).astype(np.int32)
    size = ((coded & 15).astype(np.int32) << 4) + np.where(step == 0, 8, 264)
    size <<= np.maximum(step - 1, 0)
    return (np.where(coded & 128, size, -size) / 2**15).astype(np.float32)


_READERS = {
    (PCM, 8): _eight, (PCM, 16): _sixteen, (PCM, 24): _twenty_four, (PCM, 32): _thirty_two,
    (FLOAT, 32): _floats, (FLOAT, 64): _doubles, (MU_LAW, 8): _mu_law, (A_LAW, 8): _a_law,
}  # fmt: skip
