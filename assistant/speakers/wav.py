"""A speaker of files: hears one, plays into another; for tests and telephony pipes."""

import asyncio
from pathlib import Path

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio, read_wav, resampled
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Change, Light, Noticed
from assistant.voices.port import NotSpoken, Spoken

PIECE = HEARING_RATE * SAMPLE_BYTES // 10
"""Bytes read from the pipe at a time: 0.1 s."""


class WavSpeaker:
    """Hears a file and plays into a file, as fast as it can."""

    def __init__(
        self, speaker: str, room: str, ears: Path | None, mouth: Path, *, noticed: Noticed
    ) -> None:
        """Open nothing yet.

        Args:
            speaker: Id of this speaker.
            room: Where it pretends to be.
            ears: A WAV file, or a pipe of raw 16 kHz 16-bit mono samples; None is deaf.
            mouth: Raw 16 kHz 16-bit mono samples are appended here; a file or a pipe.
            noticed: Told when it can play and when its ears came to their end.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone()
        self._ears, self._mouth = ears, mouth
        self._noticed = noticed
        self._turn = asyncio.Lock()
        self.connected = True

    async def run(self) -> None:
        """Hear the file to its end, then stay: it can still play."""
        self._noticed(self.id, Change.CONNECTED)
        if self._ears is not None:
            if self._ears.suffix == ".wav":
                self._feed(resampled(read_wav(self._ears), HEARING_RATE).pcm)
            else:
                await self._follow(self._ears)
        await asyncio.Event().wait()

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`."""
        del words, listen
        async with self._turn:
            try:
                await asyncio.to_thread(self._append, resampled(audio, HEARING_RATE).pcm)
            except OSError as error:
                return NotSpoken(reason=f"{self._mouth}: {error.strerror}")
            return Spoken(seconds=audio.seconds, speaker=self.id)

    async def hush(self) -> None:
        """See `port.Speaker`; a file is written at once."""

    async def show(self, light: Light) -> None:
        """See `port.Speaker`; a file has no light."""

    def _append(self, pcm: bytes) -> None:
        with self._mouth.open("ab") as file:
            file.write(pcm)

    def _feed(self, pcm: bytes) -> None:
        for start in range(0, len(pcm), PIECE):
            piece = pcm[start : start + PIECE]
            self.microphone.feed(Audio(pcm=piece, rate=HEARING_RATE))

    async def _follow(self, pipe: Path) -> None:
        with await asyncio.to_thread(pipe.open, "rb") as file:
            while piece := await asyncio.to_thread(file.read, PIECE):
                self._feed(piece)
