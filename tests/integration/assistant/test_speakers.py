"""Speakers over real TCP: the real wyoming-satellite process, and ones that misbehave."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from wyoming.audio import AudioChunk
from wyoming.event import async_write_event
from wyoming.info import Info
from wyoming.snd import Played
from wyoming.wake import Detection

from assistant.audio import Audio, from_samples, resampled, wav_bytes
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.speakers import wyoming
from assistant.speakers.house import House
from assistant.speakers.manner import Manner
from assistant.speakers.port import Change, Light, Press, Speaker
from assistant.speakers.wav import WavSpeaker
from assistant.speakers.wyoming import WyomingSpeaker
from assistant.speakers.wyoming_wire import read_event
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery, NotSpoken, Spoken
from care.clock import SystemClock
from care.people import Language, PatientId
from care.speech import Expects, Heard, Prompt, Urgency

pytestmark = pytest.mark.integration

ENGLISH = Delivery(language=Language.ENGLISH)
Links = asyncio.Queue[tuple[str, Change | Press]]


def tone(seconds: float) -> Audio:
    time = np.arange(round(24_000 * seconds)) / 24_000
    return from_samples((0.2 * np.sin(2 * np.pi * 300 * time)).astype(np.float32), 24_000)


def connect(
    port: int, links: Links, *, ahead: float | None = None, streams: bool = False
) -> WyomingSpeaker:
    return WyomingSpeaker(
        "hall",
        "hall",
        "127.0.0.1",
        port,
        noticed=lambda *what: links.put_nowait(what),
        ahead=ahead,
        streams=streams,
    )


@contextlib.asynccontextmanager
async def kept_running(speaker: Speaker) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(speaker.run())
        try:
            async with asyncio.timeout(60):
                yield
        finally:
            running.cancel()


class Satellite:
    """A satellite for bad days: hangs up after some events, or never says `played`."""

    def __init__(
        self,
        port: int,
        *,
        played: bool = True,
        after: int | None = None,
        said: bool = False,
    ) -> None:
        self.port, self.played, self.after, self.said = port, played, after, said
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._visit, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        if self.writer is not None:
            self.writer.close()
        await self._server.wait_closed()

    async def _visit(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.writer = writer
        seen = 0
        with contextlib.suppress(OSError):
            while event := await read_event(reader):
                seen += 1
                if seen == self.after:
                    break
                self.events.put_nowait(event.type)
                if event.type == "describe" and self.said:
                    self.said = False
                    await async_write_event(Info().event(), writer)
                if event.type == "audio-stop" and self.played:
                    await async_write_event(Played().event(), writer)
        writer.close()

    async def until(self, kind: str) -> list[str]:
        """Types of the events up to this one."""
        found = [await self.events.get()]
        while found[-1] != kind:
            found.append(await self.events.get())
        return found


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


async def real_satellite(folder: Path, port: int, *options: str) -> Process:
    (folder / "said").mkdir(exist_ok=True)
    room = f"{sys.executable} -m tests.fakes.room"
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakes.satellite",
        "--uri",
        f"tcp://127.0.0.1:{port}",
        "--no-zeroconf",
        "--mic-command",
        f"{room} microphone {folder / 'said'}",
        "--snd-command",
        f"{room} loudspeaker {folder / 'played.raw'}",
        "--mic-command-samples-per-chunk",
        "512",
        "--snd-command-rate",
        "24000",
        *options,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )


@pytest.mark.parametrize("options", [(), ("--vad",)], ids=["always streaming", "vad"])
async def test_question_and_answer_through_the_real_satellite(
    tmp_path: Path, unused_tcp_port: int, options: tuple[str, ...]
) -> None:
    links: Links = asyncio.Queue()
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    mouth = Mouth()
    ears = Ears(EarsPlan(models=tmp_path), SystemClock())
    speaker = connect(unused_tcp_port, links)
    house = House(
        [speaker], ears, mouth, SystemClock(), context=Context(), heard=heard.put_nowait
    )
    answer = await mouth.say("Yes, I took it.", ENGLISH)
    assert isinstance(answer, Audio)
    await ears.warm(Context())
    satellite = await real_satellite(tmp_path, unused_tcp_port, *options)
    question = Prompt(
        patient=PatientId("ada"),
        language=Language.ENGLISH,
        words="Please say whether you took your tablets.",
        urgency=Urgency.QUESTION,
    )
    try:
        async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
            running = tasks.create_task(house.run())
            assert await links.get() == ("hall", Change.CONNECTED)
            assert isinstance(await house.say(question), Spoken)
            house.listen_for(Context(expects=Expects.DOSE))
            fresh = tmp_path / "said" / "answer.fresh"
            fresh.write_bytes(bytes(6_400) + resampled(answer, 16_000).pcm)
            fresh.rename(tmp_path / "said" / "answer.raw")
            assert (await heard.get()).text == "yes i took it"

            satellite.kill()
            await satellite.wait()
            assert await links.get() == ("hall", Change.LOST)
            running.cancel()
        played = Audio(pcm=(tmp_path / "played.raw").read_bytes(), rate=24_000)
        again = await ears.hear(played, Context())
        assert isinstance(again, Heard)
        assert "took your tablets" in again.text
    finally:
        with contextlib.suppress(ProcessLookupError):
            satellite.kill()
        await satellite.wait()
        await ears.close()
        await mouth.close()


async def wake_service(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A wake word service that takes the first loud sound for the wake word."""
    woken = False
    with contextlib.suppress(OSError):
        while event := await read_event(reader):
            if AudioChunk.is_type(event.type) and not woken:
                sound = np.frombuffer(AudioChunk.from_event(event).audio, dtype="<i2")
                woken = bool(np.abs(sound.astype(np.int32)).max(initial=0) > 3_000)
                if woken:
                    await async_write_event(Detection(name="nightingale").event(), writer)
            elif event.type in ("detect", "audio-stop"):
                woken = False
    writer.close()


async def test_the_satellites_own_wake_word_opens_the_ears(
    tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port, wake_port = unused_tcp_port_factory(), unused_tcp_port_factory()
    links: Links = asyncio.Queue()
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    mouth, ears = Mouth(), Ears(EarsPlan(models=tmp_path), SystemClock())
    house = House(
        [connect(port, links)],
        ears,
        mouth,
        SystemClock(),
        context=Context(),
        manner=Manner(unasked=False),
        heard=heard.put_nowait,
    )
    asked = await mouth.say("What is my sugar?", ENGLISH)
    assert isinstance(asked, Audio)
    await ears.warm(Context())
    waker = await asyncio.start_server(wake_service, "127.0.0.1", wake_port)
    satellite = await real_satellite(
        tmp_path, port, "--wake-uri", f"tcp://127.0.0.1:{wake_port}"
    )
    try:
        async with asyncio.timeout(40), asyncio.TaskGroup() as tasks:
            running = tasks.create_task(house.run())
            assert await links.get() == ("hall", Change.CONNECTED)
            for _ in range(2):  # the second time: the first turn has ended at its light
                fresh = tmp_path / "said" / "asked.fresh"
                said = tone(0.4).pcm + bytes(28_800)
                words = resampled(asked, 16_000).pcm + bytes(64_000)
                fresh.write_bytes(
                    resampled(Audio(pcm=said, rate=24_000), 16_000).pcm + words
                )
                fresh.rename(tmp_path / "said" / "asked.raw")
                assert "sugar" in (await heard.get()).text
            running.cancel()
    finally:
        satellite.kill()
        await satellite.wait()
        waker.close()
        await ears.close()
        await mouth.close()
