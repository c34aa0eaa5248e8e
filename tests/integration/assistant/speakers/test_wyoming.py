"""The link to satellites over real TCP, also to ones that misbehave."""

import asyncio

import pytest
from wyoming.audio import AudioChunk
from wyoming.event import async_write_event

from assistant.speakers import wyoming
from assistant.speakers.port import Change, Light
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.satellites import Links, Satellite, connect, kept_running, tone

pytestmark = pytest.mark.integration


async def test_a_prompt_is_sent_whole_and_the_satellite_says_when_it_was_played(
    unused_tcp_port: int,
) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            assert await links.get() == ("hall", Change.CONNECTED)
            assert await speaker.play(tone(1.0), "Good morning") == Spoken(
                seconds=1.0, speaker="hall"
            )
            sent = await satellite.until("audio-stop")
            assert sent[:4] == ["describe", "run-satellite", "synthesize", "audio-start"]
            assert sent.count("audio-chunk") == -(-48_000 // wyoming.CHUNK)
            await speaker.show(Light.LISTENING)
            assert await satellite.until("voice-started")


async def test_a_satellite_that_goes_away_is_noticed_and_found_again(
    unused_tcp_port: int,
) -> None:
    links: Links = asyncio.Queue()
    speaker = connect(unused_tcp_port, links)
    async with kept_running(speaker):
        async with Satellite(unused_tcp_port, after=5):
            assert await links.get() == ("hall", Change.CONNECTED)
            spoken = await speaker.play(tone(1.0))
            assert isinstance(spoken, NotSpoken)
            assert await links.get() == ("hall", Change.LOST)
            assert not speaker.connected
            assert isinstance(await speaker.play(tone(0.1)), NotSpoken)
        async with Satellite(unused_tcp_port):
            while await links.get() != ("hall", Change.CONNECTED):
                pass
            assert isinstance(await speaker.play(tone(0.1)), Spoken)


async def test_one_that_is_silent_about_playing_is_given_the_length_of_the_sound(
    unused_tcp_port: int,
) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port, played=False):
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            await links.get()
            assert isinstance(await speaker.play(tone(0.2)), Spoken)


async def test_a_satellite_that_is_stuck_is_connected_to_again(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming, "QUIET_LIMIT", 0.2)
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port):
        speaker = connect(unused_tcp_port, links, streams=True)
        async with kept_running(speaker):
            changes = [(await links.get())[1] for _ in range(3)]
            assert changes == [Change.CONNECTED, Change.LOST, Change.CONNECTED]


async def test_a_satellite_that_does_not_say_who_it_is_any_more_hangs(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming, "QUIET_LIMIT", 0.2)
    links: Links = asyncio.Queue()
    speaker = connect(unused_tcp_port, links)
    async with Satellite(unused_tcp_port, said=True), kept_running(speaker):
        changes = [(await links.get())[1] for _ in range(3)]
        assert changes == [Change.CONNECTED, Change.LOST, Change.CONNECTED]


async def test_stop_means_stop_within_what_the_satellite_holds(
    unused_tcp_port: int,
) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links, ahead=0.5)
        async with kept_running(speaker), asyncio.TaskGroup() as tasks:
            await links.get()
            playing = tasks.create_task(speaker.play(tone(30.0)))
            await satellite.until("audio-chunk")
            await speaker.hush()
            sent = await satellite.until("audio-stop")
            assert isinstance(await playing, NotSpoken)
            assert len(sent) < 48_000 // wyoming.CHUNK
            assert isinstance(await speaker.play(tone(0.1)), Spoken)


async def test_garbage_and_giant_payloads_end_the_connection_and_nothing_else(
    unused_tcp_port: int,
) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            for garbage in (b"GET / HTTP/1.0\r\n", b'{"type":"x","payload_length":9e9}\n'):
                while await links.get() != ("hall", Change.CONNECTED):
                    pass
                assert satellite.writer is not None
                satellite.writer.write(garbage)
                assert await links.get() == ("hall", Change.LOST)
            while await links.get() != ("hall", Change.CONNECTED):
                pass
            assert isinstance(await speaker.play(tone(0.1)), Spoken)


async def test_odd_sound_formats_are_left_out(unused_tcp_port: int) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            await links.get()
            await satellite.until("run-satellite")
            assert satellite.writer is not None
            for rate, width, channels in ((0, 2, 1), (16_000, 4, 1), (16_000, 2, 2)):
                odd = AudioChunk(rate=rate, width=width, channels=channels, audio=b"1234")
                await async_write_event(odd.event(), satellite.writer)
            good = AudioChunk(rate=16_000, width=2, channels=1, audio=b"abcd")
            await async_write_event(good.event(), satellite.writer)
            assert await anext(speaker.microphone.pieces()) == b"abcd"
