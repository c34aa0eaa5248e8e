"""Files that take the place of a speaker."""

import asyncio
from pathlib import Path

import pytest

from assistant.audio import resampled, wav_bytes
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
