import struct

import numpy as np
import pytest

from assistant.riff import A_LAW, EXTENSIBLE, FLOAT, MU_LAW, PCM, unpacked
from care.errors import SpeechError

TONE = (0.5 * np.sin(np.arange(800) / 8)).astype(np.float64)


def chunk(mark: bytes, body: bytes) -> bytes:
    return mark + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def form(tag: int, bits: int, channels: int = 1, rate: int = 16_000) -> bytes:
    frame = channels * bits // 8
    return chunk(
        b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, rate * frame, frame, bits)
    )


def wav(head: bytes, data: bytes, *others: bytes) -> bytes:
    body = b"WAVE" + head + b"".join(others) + chunk(b"data", data)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def whole(bits: int) -> bytes:
    values = (TONE * (2 ** (bits - 1) - 1)).astype("<i4")
    if bits == 8:
        return bytes((values + 128).astype(np.uint8))
    return b"".join(int(v).to_bytes(bits // 8, "little", signed=True) for v in values)


@pytest.mark.parametrize(
    ("tag", "bits", "data", "near"),
    [
        (PCM, 8, whole(8), 0.02),
        (PCM, 16, whole(16), 1e-4),
        (PCM, 24, whole(24), 1e-6),
        (PCM, 32, whole(32), 1e-6),
        (FLOAT, 32, TONE.astype("<f4").tobytes(), 1e-6),
        (FLOAT, 64, TONE.astype("<f8").tobytes(), 1e-6),
    ],
)
def test_every_kind_of_sample_is_the_same_sound(
    tag: int, bits: int, data: bytes, near: float
) -> None:
    values, rate = unpacked(wav(form(tag, bits), data), "x.wav")
    assert rate == 16_000
    np.testing.assert_allclose(values, TONE, atol=near)


@pytest.mark.parametrize(
    ("tag", "coded", "values"),
    [
        (MU_LAW, b"\x00\x80\xff\x7f", (-32124, 32124, 0, 0)),
        (A_LAW, b"\x55\xd5\x2a\xaa", (-8, 8, -32256, 32256)),
    ],
)
def test_telephone_samples_are_those_of_g711(
    tag: int, coded: bytes, values: tuple[int, ...]
) -> None:
    found, _ = unpacked(wav(form(tag, 8, rate=8_000), coded), "call.wav")
    np.testing.assert_allclose(found * 32768, values)


def test_the_extensible_header_and_other_chunks_are_read() -> None:
    plain = form(EXTENSIBLE, 16)[8:]
    long = chunk(b"fmt ", plain + struct.pack("<HHI", 22, 16, 4) + b"\x01" + bytes(15))
    file = wav(long, whole(16), chunk(b"LIST", b"odd"))
    np.testing.assert_allclose(unpacked(file, "x.wav")[0], TONE, atol=1e-4)


def test_channels_are_mixed() -> None:
    both = np.stack([TONE, -TONE], axis=1).astype("<f4").tobytes()
    assert not unpacked(wav(form(FLOAT, 32, channels=2), both), "x.wav")[0].any()


@pytest.mark.parametrize("announced", [0, 0xFFFFFFFF, 10_000])
def test_a_wrong_length_from_a_pipe_loses_no_sound(announced: int) -> None:
    file = wav(form(PCM, 16), whole(16))
    at = file.index(b"data") + 4
    broken = file[:at] + struct.pack("<I", announced) + file[at + 4 :]
    assert len(unpacked(broken, "x.wav")[0]) == len(TONE)


def test_a_recording_that_was_broken_off_is_heard_as_far_as_it_goes() -> None:
    assert len(unpacked(wav(form(PCM, 16), whole(16))[:-301], "x.wav")[0]) == 649


def test_samples_that_are_no_numbers_are_silence_or_refused() -> None:
    some = np.array([0.5, np.nan, np.inf], dtype="<f4").tobytes()
    assert unpacked(wav(form(FLOAT, 32), some), "x.wav")[0].tolist() == [0.5, 0, 0]
    none = np.array([np.nan], dtype="<f4").tobytes()
    with pytest.raises(SpeechError, match="no numbers"):
        unpacked(wav(form(FLOAT, 32), none), "x.wav")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"fLaC....", "it is FLAC"),
        (b"RIFF....AVI ", "does not begin"),
        (wav(b"", b"1234"), "before its format"),
        (wav(form(PCM, 16)[:12], b"12"), "cut short|before its"),
        (wav(form(PCM, 16), b""), "without any sound"),
        (wav(form(PCM, 12), b"1234"), "12-bit whole-number"),
        (wav(form(2, 4), b"1234"), "format 2"),
        (wav(form(PCM, 16, channels=0), b"1234"), "0 channels"),
        (wav(form(PCM, 16, rate=1), b"1234"), "1 samples a second"),
        (b"RIFF\0\0\0\0WAVE" + form(PCM, 16), "ends before its sound"),
    ],
)
def test_what_cannot_be_heard_says_why(content: bytes, says: str) -> None:
    with pytest.raises(SpeechError, match=f"x.wav: .*({says})"):
        unpacked(content, "x.wav")
