"""The room of the measured home: its microphone runs as fast as time does."""

import asyncio
from pathlib import Path

import numpy as np
from wyoming.audio import AudioStart
from wyoming.event import Event
from wyoming.pipeline import PipelineStage, RunPipeline

from assistant.household.satellite import BEFORE, CHUNK, RATE, SILENCE, VirtualSpeaker
from care.clock import stopwatch

PLAYING_SPEED = 6.0
"""Replies play faster than in a room; only their first sound is measured."""
LOUD = 0.02
"""Share of full scale from which a sample belongs to speech."""


def last_loud(pcm: bytes) -> int:
    """Samples up to the end of speech in 16 bit sound."""
    level = np.abs(np.frombuffer(pcm, dtype="<i2").astype(np.float64)) / 32768
    loud = np.flatnonzero(level > LOUD)
    return int(loud[-1]) + 1 if len(loud) else 0


class Room(VirtualSpeaker):
    """Remembers when the patient's last word was over and when replies began to sound.

    The simulated day sends the silence behind an utterance at once; here the station has
    to wait for it, as it does for a person.
    """

    def __init__(self, folder: Path) -> None:
        """Write replies to `folder`."""
        super().__init__(folder, PLAYING_SPEED, lambda: None, lambda _words: None)
        self.speech_ended = 0.0
        """Stopwatch second of the end of the last utterance."""
        self.sounded: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
        """Words of each reply and the stopwatch second of its first sound."""

    async def _microphone(self, writer: asyncio.StreamWriter) -> None:
        stages = RunPipeline(start_stage=PipelineStage.ASR, end_stage=PipelineStage.TTS)
        await self._write(writer, stages.event())
        due, speech, over = stopwatch(), b"", 0
        while True:
            if not speech and self._utterances:
                speech = SILENCE * BEFORE + self._utterances.popleft()
                over = last_loud(speech)
            due += CHUNK / RATE
            await asyncio.sleep(max(0.0, due - stopwatch()))
            if 0 < over <= CHUNK:
                self.speech_ended = stopwatch() - (CHUNK - over) / RATE
            over -= CHUNK
            await self._chunk(writer, speech[: len(SILENCE)].ljust(len(SILENCE), b"\0"))
            speech = speech[len(SILENCE) :]

    async def _take(self, event: Event, writer: asyncio.StreamWriter) -> None:
        if AudioStart.is_type(event.type) and self._words:
            self.sounded.put_nowait((self._words, stopwatch()))
        await super()._take(event, writer)
