"""The link to satellites over real TCP, also to ones that misbehave."""

import asyncio
from pathlib import Path

import pytest
from wyoming.audio import AudioChunk
from wyoming.event import Event, async_write_event

from assistant.speakers import lamp, wyoming
from assistant.speakers.port import Change, Light
from assistant.voices.port import NotSpoken, Spoken
from tests.fakes.satellites import (
    Links,
    Satellite,
    connect,
    kept_running,
    real_satellite,
    tone,
)

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
            assert sent[:4] == ["run-satellite", "describe", "synthesize", "audio-start"]
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


async def test_one_that_takes_the_sound_and_answers_nothing_has_not_spoken(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming, "ANSWER_LIMIT", 0.1)
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port, played=False, said=1):
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            await links.get()
            while not speaker._answers:  # noqa: ASYNC110 - it has just said who it is
                await asyncio.sleep(0)
            assert isinstance(await speaker.play(tone(0.2)), NotSpoken)


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
    async with Satellite(unused_tcp_port, said=1), kept_running(speaker):
        changes = [(await links.get())[1] for _ in range(2)]
        assert changes == [Change.CONNECTED, Change.LOST]


async def test_one_that_only_lets_us_in_is_not_there(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wyoming, "QUIET_LIMIT", 0.1)
    links: Links = asyncio.Queue()
    speaker = connect(unused_tcp_port, links)
    async with Satellite(unused_tcp_port, said=0) as satellite, kept_running(speaker):
        for _ in range(2):  # it is tried anew, and nobody is told that it came
            await satellite.until("run-satellite")
        assert not speaker.connected
        assert links.empty()
        assert isinstance(await speaker.play(tone(0.1)), NotSpoken)


async def test_a_real_satellite_that_serves_another_home_is_not_there(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    satellite = await real_satellite(tmp_path, unused_tcp_port)
    first: Links = asyncio.Queue()
    second: Links = asyncio.Queue()
    try:
        async with kept_running(connect(unused_tcp_port, first)):
            assert await first.get() == ("hall", Change.CONNECTED)
            refused: asyncio.Queue[None] = asyncio.Queue()
            other = connect(unused_tcp_port, second)
            live = other._live

            async def refuse() -> None:
                try:
                    await live()
                finally:
                    refused.put_nowait(None)

            other._live = refuse  # type: ignore[method-assign]
            async with kept_running(other):
                await refused.get()
                await refused.get()
            assert second.empty()
    finally:
        satellite.kill()
        await satellite.wait()


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


async def test_a_light_that_nobody_puts_out_goes_out(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lamp, "CEILING", -1.0)
    monkeypatch.setattr(wyoming, "QUIET_LIMIT", 0.2)
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            await links.get()
            await speaker.show(Light.LISTENING)
            assert await satellite.until("voice-started")
            assert await satellite.until("transcript")


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


async def test_other_forms_of_sound_are_heard_too(unused_tcp_port: int) -> None:
    links: Links = asyncio.Queue()
    async with Satellite(unused_tcp_port) as satellite:
        speaker = connect(unused_tcp_port, links)
        async with kept_running(speaker):
            await links.get()
            assert satellite.writer is not None
            for width, channels, pcm in (
                (2, 1, b"abcd"),
                (2, 1, b"abcd?"),
                (2, 2, b"ababcdcd"),
                (4, 1, b"\0\0ab\0\0cd"),
            ):
                sent = AudioChunk(rate=16_000, width=width, channels=channels, audio=pcm)
                await async_write_event(sent.event(), satellite.writer)
                assert await anext(speaker.microphone.pieces()) == b"abcd"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"rate": 0, "width": 2, "channels": 1},
        {"rate": 1, "width": 2, "channels": 1},
        {"rate": 16_000, "width": 7, "channels": 1},
        {"rate": "16000", "width": 2, "channels": 1},
        {"rate": 16_000, "width": 2, "channels": 0},
    ],
)
async def test_sound_without_a_known_form_makes_a_lost_speaker_not_a_deaf_one(
    unused_tcp_port: int, form: dict[str, object]
) -> None:
    links: Links = asyncio.Queue()
    speaker = connect(unused_tcp_port, links)
    async with Satellite(unused_tcp_port) as satellite, kept_running(speaker):
        assert await links.get() == ("hall", Change.CONNECTED)
        assert satellite.writer is not None
        odd = Event(type="audio-chunk", data=form, payload=b"1234")
        await async_write_event(odd, satellite.writer)
        assert await links.get() == ("hall", Change.LOST)
        assert await links.get() == ("hall", Change.CONNECTED)
