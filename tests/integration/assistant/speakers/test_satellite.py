"""Question and answer through the real wyoming-satellite process."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from wyoming.audio import AudioChunk
from wyoming.event import async_write_event
from wyoming.wake import Detection

from assistant.audio import Audio, resampled
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.speakers.house import House
from assistant.speakers.manner import Manner
from assistant.speakers.port import Change
from assistant.speakers.wyoming_wire import read_event
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery, Spoken
from care.clock import SystemClock
from care.people import Language, PatientId
from care.speech import Expects, Heard, Prompt, Urgency
from tests.fakes.satellites import Links, connect, real_satellite, tone

pytestmark = pytest.mark.integration

ENGLISH = Delivery(language=Language.ENGLISH)


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
