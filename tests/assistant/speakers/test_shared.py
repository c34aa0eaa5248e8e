import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from assistant.audio import Audio
from assistant.speakers import shared
from assistant.speakers.port import Light
from assistant.speakers.shared import Seat, SharedSpeaker
from assistant.voices.port import NotSpoken, Spoken
from tests.assistant.speakers.test_house import FakeSpeaker

SOUND = Audio(pcm=bytes(320), rate=16_000)


class Room:
    """A shared speaker with two seats."""

    def __init__(self) -> None:
        self.speaker = FakeSpeaker("hall", "hall")
        self.shared = SharedSpeaker(self.speaker)
        self.ada, self.ben = self.shared.seat(), self.shared.seat()


@asynccontextmanager
async def room() -> AsyncIterator[Room]:
    found = Room()
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(one.run()) for one in (found.ada, found.ben)]
        await asyncio.sleep(0)
        yield found
        for task in running:
            task.cancel()


async def hears(living: Room, seat: Seat, pcm: bytes) -> None:
    living.speaker.hears(pcm)
    assert await anext(seat.microphone.pieces()) == pcm


async def test_what_is_heard_belongs_to_whom_was_spoken_to_last() -> None:
    async with room() as living:
        await hears(living, living.ada, b"ada1")
        assert isinstance(await living.ben.play(SOUND, "Ben?"), Spoken)
        assert living.speaker.played == ["Ben?"]
        await hears(living, living.ben, b"ben1")
        await living.ada.play(SOUND, "Ada?")
        await hears(living, living.ada, b"ada2")


async def test_after_a_while_it_belongs_to_the_first_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared, "HELD", 0.0)
    async with room() as living:
        await living.ben.play(SOUND)
        while living.shared.holder is living.ben:  # noqa: ASYNC110 - a timer gives it back
            await asyncio.sleep(0)
        await hears(living, living.ada, b"ada1")


async def test_who_does_not_hold_it_breaks_nothing_off() -> None:
    async with room() as living:
        await living.ada.play(SOUND)
        await living.ben.hush()
        await living.ben.show(Light.IDLE)
        assert (living.speaker.hushed, living.speaker.lights) == (False, [])
        await living.ada.hush()
        await living.ada.show(Light.IDLE)
        assert (living.speaker.hushed, living.speaker.lights) == (True, [Light.IDLE])
        assert living.ben.connected


class LongWinded(FakeSpeaker):
    """Plays until it is told that the sound is over."""

    def __init__(self) -> None:
        super().__init__("hall", "hall")
        self.over = asyncio.Event()
        self.began: asyncio.Queue[str] = asyncio.Queue()

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        self.began.put_nowait(words)
        await self.over.wait()
        self.over.clear()
        return await super().play(audio, words, listen=listen)


async def test_whose_words_wait_for_the_others_hold_nothing_yet() -> None:
    speaker = LongWinded()
    hall = SharedSpeaker(speaker)
    ada, ben = hall.seat(), hall.seat()
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(ada.play(SOUND, "Ada?"))
        assert await speaker.began.get() == "Ada?"
        tasks.create_task(ben.play(SOUND, "Ben?"))
        await asyncio.sleep(0)
        assert hall.holder is ada
        speaker.over.set()
        assert await speaker.began.get() == "Ben?"
        assert hall.holder is ben
        await ada.hush()
        assert not speaker.hushed
        speaker.over.set()


async def test_a_wake_word_reaches_whom_it_belongs_to() -> None:
    async with room() as living:
        await hears(living, living.ada, b"ada1")
        living.speaker.microphone.woken = True
        living.speaker.microphone.interrupt()
        assert [pcm async for pcm in living.ada.microphone.pieces()] == []
        assert living.ada.microphone.woken
        assert not living.speaker.microphone.woken
