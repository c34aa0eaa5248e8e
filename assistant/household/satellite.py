"""The smart speaker of the virtual patient: a Wyoming satellite of its own.

It streams its microphone all the time, as a real satellite without wake word does, plays
what it is sent into a WAV file, and reports `played`. Audio may pass faster than it
would in a room: the station counts speech in audio seconds, not by the clock.
"""

import asyncio
import contextlib
import wave
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.info import Attribution, Describe, Info, Satellite
from wyoming.ping import Ping, Pong
from wyoming.pipeline import PipelineStage, RunPipeline
from wyoming.satellite import RunSatellite
from wyoming.snd import Played
from wyoming.tts import Synthesize

RATE, WIDTH, CHANNELS = 16_000, 2, 1
CHUNK = 1024
"""Samples in a chunk, 64 ms, as wyoming-satellite sends them."""

SILENCE = bytes(CHUNK * WIDTH)
BEFORE = 10
"""Silent chunks before an utterance: nobody answers in the same instant."""
AFTERWARDS = 30
"""Silent chunks sent at once behind an utterance, so that its end is found soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard:
    """What the patient heard from the speaker."""

    words: str
    """As the station announced them; empty for a chime."""
    file: Path
    seconds: float


class VirtualSpeaker:
    """A Wyoming server that stands in the patient's room."""

    def __init__(
        self,
        folder: Path,
        playing_speed: float,
        sounds: Callable[[], None],
        tells: Callable[[str], None],
    ) -> None:
        """Stand in a room.

        Args:
            folder: Where every reply is written as a WAV file.
            playing_speed: Playing a reply lasts this many times less than in a room.
            sounds: Told when a reply begins to sound.
            tells: Told the words of each.
        """
        self.overheard: asyncio.Queue[Overheard] = asyncio.Queue()
        self.visited = asyncio.Event()
        self._folder = folder
        self._speed = playing_speed
        self._utterances: deque[bytes] = deque()
        self._count = 0
        self._lock = asyncio.Lock()
        self._sounds = sounds
        self._tells = tells

    async def serve(self, host: str, port: int) -> None:
        """Stand at an address until cancelled."""
        self._folder.mkdir(parents=True, exist_ok=True)
        server = await asyncio.start_server(self._visit, host, port)
        async with server:
            await server.serve_forever()

    def say(self, pcm: bytes) -> None:
        """Speak into the microphone: 16 kHz, 16 bit, mono."""
        self._utterances.append(pcm)

    async def _visit(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                microphone: asyncio.Task[None] | None = None
                while event := await async_read_event(reader):
                    if RunSatellite.is_type(event.type) and microphone is None:
                        self.visited.set()
                        microphone = tasks.create_task(
                            self._microphone(writer), name="virtual microphone"
                        )
                    await self._take(event, writer)
                if microphone:
                    microphone.cancel()
        except* OSError:
            pass  # the station went away; it comes back by itself
        finally:
            writer.close()

    async def _write(self, writer: asyncio.StreamWriter, event: Event) -> None:
        async with self._lock:
            await async_write_event(event, writer)

    async def _microphone(self, writer: asyncio.StreamWriter) -> None:
        stages = RunPipeline(start_stage=PipelineStage.ASR, end_stage=PipelineStage.TTS)
        await self._write(writer, stages.event())
        while True:
            if self._utterances:
                spoken = (
                    SILENCE * BEFORE + self._utterances.popleft() + SILENCE * AFTERWARDS
                )
                for start in range(0, len(spoken), len(SILENCE)):
                    await self._chunk(writer, spoken[start : start + len(SILENCE)])
            else:
                await self._chunk(writer, SILENCE)
            await asyncio.sleep(CHUNK / RATE)

    async def _chunk(self, writer: asyncio.StreamWriter, pcm: bytes) -> None:
        chunk = AudioChunk(rate=RATE, width=WIDTH, channels=CHANNELS, audio=pcm)
        await self._write(writer, chunk.event())

    _words = ""
    _file: wave.Wave_write | None = None
    _path = Path()
    _seconds = 0.0

    async def _take(self, event: Event, writer: asyncio.StreamWriter) -> None:
        """One event from the station."""
        if Describe.is_type(event.type):
            await self._write(writer, _INFO.event())
        elif Ping.is_type(event.type):
            await self._write(writer, Pong().event())
        elif Synthesize.is_type(event.type):
            self._words = Synthesize.from_event(event).text
        elif AudioStart.is_type(event.type):
            self._sounds()
            self._open(AudioStart.from_event(event))
        elif AudioChunk.is_type(event.type):
            chunk = AudioChunk.from_event(event)
            self._seconds += chunk.seconds
            if self._file:
                self._file.writeframes(chunk.audio)
        elif AudioStop.is_type(event.type):
            await self._finish(writer)

    def _open(self, start: AudioStart) -> None:
        self._count += 1
        self._path = self._folder / f"reply-{self._count:03}.wav"
        self._file = wave.open(str(self._path), "wb")  # noqa: SIM115 - closed at audio-stop
        self._file.setframerate(start.rate)
        self._file.setsampwidth(start.width)
        self._file.setnchannels(start.channels)
        self._seconds = 0.0

    async def _finish(self, writer: asyncio.StreamWriter) -> None:
        if self._file:
            self._file.close()
            self._file = None
        await asyncio.sleep(self._seconds / self._speed)
        with contextlib.suppress(OSError):
            await self._write(writer, Played().event())
        told = Overheard(words=self._words, file=self._path, seconds=self._seconds)
        if self._words:
            self._tells(self._words)
        self._words = ""
        self.overheard.put_nowait(told)


_INFO = Info(
    satellite=Satellite(
        name="virtual speaker",
        attribution=Attribution(name="Philomel", url=""),
        installed=True,
        description="speaker of a simulated home",
        version="1",
        area="living room",
    )
)
