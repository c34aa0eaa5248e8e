"""Files that take the place of a speaker."""

import asyncio
import os
from pathlib import Path

import pytest

from assistant.audio import resampled, wav_bytes
from assistant.speakers import wav
from assistant.speakers.port import Change, Light
from assistant.speakers.wav import WavSpeaker
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.satellites import Links, kept_running, tone

pytestmark = pytest.mark.integration


async def test_files_can_be_a_speaker(tmp_path: Path) -> None:
    links: Links = asyncio.Queue()
    said = resampled(tone(0.5), 16_000)
    (tmp_path / "ears.wav").write_bytes(wav_bytes(said))
    speaker = WavSpeaker(
        "pipe",
        "lab",
        tmp_path / "ears.wav",
        tmp_path / "mouth.raw",
        noticed=lambda *what: links.put_nowait(what),
    )
    async with kept_running(speaker):
        assert await links.get() == ("pipe", Change.CONNECTED)
        found = b""
        async for piece in speaker.microphone.pieces():
            found += piece
            if len(found) == len(said.pcm):
                break
        assert found == said.pcm
        assert isinstance(await speaker.play(tone(1.0)), Spoken)
        assert (tmp_path / "mouth.raw").stat().st_size == 32_000
        await speaker.show(Light.IDLE)
    deaf = WavSpeaker("x", "lab", None, tmp_path / "no" / "x", noticed=lambda *_what: None)
    assert isinstance(await deaf.play(tone(0.1)), NotSpoken)


def _speaker(ears: Path, mouth: Path, links: Links) -> WavSpeaker:
    return WavSpeaker(
        "pipe", "lab", ears, mouth, noticed=lambda *what: links.put_nowait(what)
    )


async def _heard(speaker: WavSpeaker, size: int) -> bytes:
    found = b""
    async for piece in speaker.microphone.pieces():
        found += piece
        if len(found) >= size:
            break
    return found


async def test_a_pipe_is_heard_lost_and_opened_again(tmp_path: Path) -> None:
    links: Links = asyncio.Queue()
    ears = tmp_path / "line"
    os.mkfifo(ears)
    speaker = _speaker(ears, tmp_path / "mouth.raw", links)
    async with kept_running(speaker):
        for said in (b"ab" * 1_600, b"cd" * 1_600):
            await asyncio.to_thread(ears.write_bytes, said + b"?")
            assert await links.get() == ("pipe", Change.CONNECTED)
            assert await _heard(speaker, len(said)) == said
            assert await links.get() == ("pipe", Change.LOST)


async def test_a_recording_longer_than_what_is_held_loses_nothing(tmp_path: Path) -> None:
    links: Links = asyncio.Queue()
    said = b"".join(bytes([second % 251, 1]) * 16_000 for second in range(60))
    (tmp_path / "ears.raw").write_bytes(said)
    speaker = _speaker(tmp_path / "ears.raw", tmp_path / "mouth.raw", links)
    async with kept_running(speaker):
        heard = await _heard(speaker, len(said) + 96_000)
    assert heard == said + bytes(96_000)


async def test_ears_that_cannot_be_read_leave_the_mouth(tmp_path: Path) -> None:
    links: Links = asyncio.Queue()
    (tmp_path / "ears.wav").write_bytes(b"RIFF")
    for ears in ("ears.wav", "none.wav", "none.raw"):
        speaker = _speaker(tmp_path / ears, tmp_path / "mouth.raw", links)
        async with kept_running(speaker):
            assert isinstance(await speaker.play(tone(0.1)), Spoken)
    assert links.empty()


async def test_a_pipe_that_nobody_reads_is_not_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wav, "PLAY_CEILING", 0.1)
    links: Links = asyncio.Queue()
    os.mkfifo(tmp_path / "mouth")
    speaker = _speaker(tmp_path / "none.wav", tmp_path / "mouth", links)
    for _ in range(2):
        assert isinstance(await speaker.play(tone(0.1)), NotSpoken)
