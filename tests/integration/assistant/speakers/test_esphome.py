"""The real ESPHome client against a device of our own, over TCP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aioesphomeapi.model import MediaPlayerCommand
from aioesphomeapi.model import VoiceAssistantEventType as Event

from assistant.audio import Audio, from_wav
from assistant.speakers import esphome, lamp
from assistant.speakers.esphome import EsphomeSpeaker
from assistant.speakers.media import MediaServer
from assistant.speakers.port import Change, Light, Press
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.esphome_device import PLAYER, Device, api_pb2

pytestmark = pytest.mark.integration

ANNOUNCE = api_pb2.VoiceAssistantAnnounceRequest
SOUND = Audio(pcm=b"\x01\x02" * 2_400, rate=24_000)


class Home:
    """A device and the speaker that is connected to it."""

    def __init__(self, port: int) -> None:
        self.links: asyncio.Queue[Change | Press] = asyncio.Queue()
        self.device = Device(port)
        self.speaker = EsphomeSpeaker(
            "bed",
            "bedroom",
            "127.0.0.1",
            port,
            key=None,
            media=MediaServer("127.0.0.1"),
            noticed=lambda _speaker, change: self.links.put_nowait(change),
        )


@contextlib.asynccontextmanager
async def home(port: int) -> AsyncIterator[Home]:
    living = Home(port)
    async with living.device, asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(living.speaker.run())
        assert await living.links.get() is Change.CONNECTED
        yield living
        running.cancel()


async def test_a_question_is_fetched_played_and_answered_without_a_wake_word(
    unused_tcp_port: int,
) -> None:
    async with home(unused_tcp_port) as living:
        spoken = await living.speaker.play(SOUND, "Did you take it?", listen=True)
        assert spoken == Spoken(seconds=0.1, speaker="bed")
        assert from_wav(living.device.played[0], "x") == SOUND
        begun = [await living.device.events.get() for _ in range(2)]
        assert begun == [Event.VOICE_ASSISTANT_RUN_START, Event.VOICE_ASSISTANT_STT_START]
        assert living.speaker.microphone.woken
        living.speaker.microphone.unmute(waited=True)
        living.device.send(api_pb2.VoiceAssistantAudio(data=b"abcd"))
        assert await anext(living.speaker.microphone.pieces()) == b"abcd"
        await living.speaker.show(Light.IDLE)
        ended = [await living.device.events.get() for _ in range(3)]
        assert ended[-1] == Event.VOICE_ASSISTANT_RUN_END


async def test_a_statement_leaves_the_microphone_closed(unused_tcp_port: int) -> None:
    async with home(unused_tcp_port) as living:
        await living.speaker.play(SOUND, "Thank you.")
        await living.speaker.show(Light.IDLE)
        assert not living.speaker.microphone.woken
        assert living.device.events.empty()


async def test_a_device_that_listens_too_long_is_told_that_it_is_over(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(esphome, "KEEPALIVE", 0.05)
    monkeypatch.setattr(lamp, "CEILING", -1.0)
    async with home(unused_tcp_port) as living:
        living.device.send(api_pb2.VoiceAssistantRequest(start=True))
        while await living.device.events.get() != Event.VOICE_ASSISTANT_RUN_END:
            pass


async def test_a_device_that_goes_away_is_noticed_and_found_again(
    unused_tcp_port: int,
) -> None:
    async with home(unused_tcp_port) as living:
        living.device.hang_up()
        assert await living.links.get() is Change.LOST
        assert isinstance(await living.speaker.play(SOUND), NotSpoken)
        assert await living.links.get() is Change.CONNECTED
        assert isinstance(await living.speaker.play(SOUND), Spoken)


async def test_one_that_never_finishes_is_not_believed(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(esphome, "PLAY_CEILING", 0.2)
    async with home(unused_tcp_port) as living:
        living.device.silent = True
        assert isinstance(await living.speaker.play(SOUND), NotSpoken)


async def test_what_the_device_never_fetched_was_not_spoken(unused_tcp_port: int) -> None:
    async with home(unused_tcp_port) as living:
        living.device.fetches = False
        spoken = await living.speaker.play(SOUND)
        assert isinstance(spoken, NotSpoken)
        assert "fetched no sound from 127.0.0.1" in spoken.reason


async def test_an_address_that_cannot_be_had_is_tried_again_and_ends_nothing(
    unused_tcp_port: int,
) -> None:
    speaker = EsphomeSpeaker(
        "bed",
        "bedroom",
        "127.0.0.1",
        unused_tcp_port,
        key=None,
        media=MediaServer("192.0.2.1"),
        noticed=lambda *_what: None,
    )
    with pytest.raises(OSError, match=r"192\.0\.2\.1"):
        await speaker._live()
    assert isinstance(await speaker.play(SOUND), NotSpoken)


async def test_what_is_broken_off_is_stopped_at_the_device(unused_tcp_port: int) -> None:
    async with home(unused_tcp_port) as living, asyncio.TaskGroup() as tasks:
        living.device.silent = True
        playing = tasks.create_task(living.speaker.play(SOUND))
        while not isinstance(await living.device.asked.get(), ANNOUNCE):
            pass
        await living.speaker.hush()
        assert isinstance(await playing, NotSpoken)
        stopped = await living.device.asked.get()
        assert (stopped.key, stopped.command) == (PLAYER, MediaPlayerCommand.STOP)
        living.device.silent = False
        assert isinstance(await living.speaker.play(SOUND), Spoken)
