import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from assistant.audio import Audio, from_wav
from assistant.speakers import tablet
from assistant.speakers.port import Change, Light, Press
from assistant.speakers.tablet import AFTER_TALK, TabletSpeaker
from assistant.voices.port import NotSpoken, Spoken

SOUND = Audio(pcm=b"\x01\x02" * 2_400, rate=24_000)


class Page:
    """A page that keeps what it is sent."""

    def __init__(self, *, gone: bool = False) -> None:
        self.got: asyncio.Queue[Any] = asyncio.Queue()
        self.gone = gone

    async def send(self, message: str | bytes) -> None:
        if self.gone:
            raise ConnectionError("gone")
        self.got.put_nowait(json.loads(message) if isinstance(message, str) else message)


class Room:
    def __init__(self) -> None:
        self.told: list[Change | Press] = []
        self.lost = asyncio.Event()
        self.speaker = TabletSpeaker("bed", "bedroom", noticed=self._noticed)
        self.page = Page()

    def _noticed(self, _speaker: str, what: Change | Press) -> None:
        self.told.append(what)
        if what is Change.LOST:
            self.lost.set()

    async def says(self, **message: object) -> None:
        await self.speaker.take(json.dumps(message))


@asynccontextmanager
async def room() -> AsyncIterator[Room]:
    living = Room()
    living.speaker.came(living.page)
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(living.speaker.run())
        yield living
        running.cancel()


async def test_spoken_is_what_the_page_says_it_has_played() -> None:
    async with room() as living, asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(living.speaker.play(SOUND, "Hello."))
        assert await living.page.got.get() == {"say": "Hello.", "number": 1}
        assert from_wav(await living.page.got.get(), "x") == SOUND
        await living.says(played=7)
        assert not playing.done()
        await living.says(played=1)
        assert await playing == Spoken(seconds=0.1, speaker="bed")


@pytest.mark.parametrize("why", ["sound is not allowed yet", ""])
async def test_what_the_page_could_not_play_is_not_spoken(why: str) -> None:
    async with room() as living, asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(living.speaker.play(SOUND))
        await living.page.got.get()
        await living.says(failed=1, why=why)
        assert isinstance(await playing, NotSpoken)


async def test_a_page_that_never_answers_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tablet, "PLAY_CEILING", 0.0)
    async with room() as living:
        assert isinstance(await living.speaker.play(SOUND), NotSpoken)


async def test_one_that_goes_away_or_comes_anew_ends_what_is_played() -> None:
    async with room() as living, asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(living.speaker.play(SOUND))
        await living.page.got.get()
        newer = Page()
        living.speaker.came(newer)
        assert isinstance(await playing, NotSpoken)
        living.speaker.left(living.page)
        assert living.speaker.connected
        living.speaker.left(newer)
        assert living.told == [Change.CONNECTED, Change.LOST]
        assert isinstance(await living.speaker.play(SOUND), NotSpoken)


async def test_one_that_answers_no_question_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tablet, "PING", 0.0)
    async with room() as living:
        await living.lost.wait()
        assert living.told == [Change.CONNECTED, Change.LOST]


async def test_a_broken_line_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tablet, "PING", 0.0)
    async with room() as living:
        living.page.gone = True
        await living.speaker.show(Light.IDLE)
        await living.lost.wait()


async def test_hush_is_told_to_the_page() -> None:
    async with room() as living, asyncio.TaskGroup() as tasks:
        playing = tasks.create_task(living.speaker.play(SOUND))
        await living.page.got.get()
        await living.page.got.get()
        await living.speaker.hush()
        assert await living.page.got.get() == {"hush": True}
        assert isinstance(await playing, NotSpoken)


class StuckPage(Page):
    """A page that takes nothing more."""

    async def send(self, message: str | bytes) -> None:
        await asyncio.Event().wait()


async def test_a_page_that_is_stuck_holds_up_no_hush(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tablet, "WRITE_LIMIT", 3600.0)
    monkeypatch.setattr(tablet, "HUSH_LIMIT", 0.01)
    async with room() as living:
        living.speaker.came(StuckPage())
        await living.speaker.hush()


async def test_buttons_are_told_at_once_and_the_call_is_confirmed() -> None:
    async with room() as living:
        await living.says(press="yes")
        await living.says(press="help")
        await living.says(press="fly")
        assert living.told == [Change.CONNECTED, Press.YES, Press.HELP]
        assert await living.page.got.get() == {"called": True}


async def test_letting_the_talk_button_go_ends_the_words() -> None:
    async with room() as living:
        await living.says(talk=True)
        assert living.speaker.microphone.woken
        await living.speaker.take(b"\x01\x00\x02\x00\x03")
        await living.says(talk=False)
        pieces = living.speaker.microphone.pieces()
        assert await anext(pieces) == b"\x01\x00\x02\x00"
        assert await anext(pieces) == bytes(round(AFTER_TALK * 32_000))


@pytest.mark.parametrize(
    "odd", ["", "[]", "7", "{", '{"played": "x"}', '{"press": ["help"]}']
)
async def test_nonsense_is_left_out(odd: str) -> None:
    async with room() as living:
        await living.speaker.take(odd)
        assert living.told == [Change.CONNECTED]
