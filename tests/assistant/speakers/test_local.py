import asyncio

import pytest

from assistant.audio import Audio
from assistant.speakers import local
from assistant.speakers.local import LocalSpeaker
from assistant.speakers.port import Change, Light, Press
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.soundcard import SoundCard

SOUND = Audio(pcm=b"\x01\x02" * 240, rate=24_000)


def speaker(card: SoundCard, links: asyncio.Queue[Change | Press]) -> LocalSpeaker:
    return LocalSpeaker(
        "desk",
        "office",
        None,
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


async def test_a_card_that_falls_silent_is_lost_and_looked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "QUIET_LIMIT", 0.02)
    monkeypatch.setattr(local, "RETRY", 0.01)
    links: asyncio.Queue[Change | Press] = asyncio.Queue()
    desk = speaker(SoundCard(), links)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(desk.run())
        changes = [await links.get() for _ in range(3)]
        assert changes == [Change.CONNECTED, Change.LOST, Change.CONNECTED]
        running.cancel()
