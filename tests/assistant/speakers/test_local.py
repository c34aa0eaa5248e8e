import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from assistant.audio import Audio
from assistant.speakers import local
from assistant.speakers.local import LocalSpeaker
from assistant.speakers.port import Change, Light, Press
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.soundcard import SoundCard

SOUND = Audio(pcm=b"\x01\x02" * 240, rate=24_000)


def speaker(
    card: SoundCard, links: asyncio.Queue[Change | Press], device: str | None = None
) -> LocalSpeaker:
    return LocalSpeaker(
        "desk",
        "office",
        device,
        noticed=lambda _speaker, change: links.put_nowait(change),
        sound=card,
    )


async def test_a_sound_card_hears_and_plays() -> None:
    card, links = SoundCard(), asyncio.Queue[Change | Press]()
    desk = speaker(card, links)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(desk.run())
        assert await links.get() is Change.CONNECTED
        assert card.callback is not None
        await asyncio.to_thread(card.callback, b"abcd", 2, None, None)
        assert await anext(desk.microphone.pieces()) == b"abcd"
        assert await desk.play(SOUND) == Spoken(seconds=0.01, speaker="desk")
        assert card.played == SOUND.pcm
        await desk.show(Light.IDLE)
        running.cancel()


async def test_without_a_sound_card_nothing_is_claimed() -> None:
    desk = speaker(SoundCard(there=False), asyncio.Queue())
    assert not desk.connected
    assert isinstance(await desk.play(SOUND), NotSpoken)


async def test_stop_breaks_off() -> None:
    card = SoundCard()
    desk = speaker(card, asyncio.Queue())
    card.while_playing = desk._hushed.set
    assert isinstance(await desk.play(Audio(pcm=bytes(100_000), rate=24_000)), NotSpoken)
    assert len(card.played) < 20_000


@asynccontextmanager
async def living(desk: LocalSpeaker) -> AsyncIterator[None]:
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(desk.run())
        yield
        running.cancel()


async def test_a_card_that_falls_silent_is_lost_and_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "QUIET_LIMIT", 0.02)
    monkeypatch.setattr(local, "RETRY", 0.01)
    links: asyncio.Queue[Change | Press] = asyncio.Queue()
    async with living(speaker(SoundCard(), links)):
        changes = [await links.get() for _ in range(3)]
        assert changes == [Change.CONNECTED, Change.LOST, Change.CONNECTED]


async def test_a_card_that_is_plugged_in_later_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "RETRY", 0.01)
    card, links = SoundCard(there=False), asyncio.Queue[Change | Press]()
    tried: asyncio.Queue[None] = asyncio.Queue()
    desk = speaker(card, links)
    live = desk._live

    async def try_it() -> None:
        tried.put_nowait(None)
        await live()

    desk._live = try_it  # type: ignore[method-assign]
    async with living(desk):
        await tried.get()
        await tried.get()
        assert links.empty()
        card.there = True
        assert await links.get() is Change.CONNECTED


async def test_an_open_microphone_that_never_sounds_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "OPEN_LIMIT", 0.01)
    links: asyncio.Queue[Change | Press] = asyncio.Queue()
    with pytest.raises(TimeoutError):
        await speaker(SoundCard(deaf=True), links)._live()
    assert links.empty()


async def test_a_mistyped_card_fails_by_itself() -> None:
    desk = speaker(SoundCard(), asyncio.Queue(), "no such card")
    with pytest.raises(ValueError, match="no such card"):
        await desk._live()
    spoken = await desk.play(SOUND)
    assert isinstance(spoken, NotSpoken)
    assert "no such card" in spoken.reason


async def test_a_driver_that_hangs_is_not_called_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "PLAY_CEILING", 0.01)
    card, go_on = SoundCard(), threading.Event()
    card.while_playing = go_on.wait
    desk = speaker(card, asyncio.Queue())
    assert isinstance(await desk.play(SOUND), NotSpoken)
    before = len(card.played)
    spoken = await desk.play(SOUND)
    assert isinstance(spoken, NotSpoken)
    assert "hangs" in spoken.reason
    assert len(card.played) == before
    go_on.set()
