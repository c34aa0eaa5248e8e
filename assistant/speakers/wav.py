"""A speaker of files: hears one, plays into another; for tests and telephony pipes."""

import asyncio
from functools import partial
from pathlib import Path

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio, read_wav, resampled, silence
from assistant.speakers.apart import Apart
from assistant.speakers.link import keep_trying
from assistant.speakers.microphone import HELD_SECONDS, Microphone
from assistant.speakers.port import Change, Light, Noticed
from assistant.voices.port import NotSpoken, Spoken

PIECE = HEARING_RATE * SAMPLE_BYTES // 10
"""Bytes handed on at a time: 0.1 s."""
AFTERWARDS = 3.0
"""Seconds of silence after a file: else its last words would never end."""
PLAY_CEILING = 5.0
"""Real seconds after the sound's length; perhaps nobody reads the pipe."""
WAIT = 0.05
"""Real seconds until it is looked again whether anybody listens."""


class WavSpeaker:
    """Hears a file and plays into a file, as fast as it can."""

    def __init__(
        self, speaker: str, room: str, ears: Path | None, mouth: Path, *, noticed: Noticed
    ) -> None:
        """Open nothing yet.

        Args:
            speaker: Id of this speaker.
            room: Where it pretends to be.
            ears: A WAV file, or a pipe or file of raw 16 kHz 16-bit mono samples; None is
                deaf.
            mouth: Raw 16 kHz 16-bit mono samples are appended here; a file or a pipe.
            noticed: Told whether it hears: a pipe whose other end closes is lost.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone()
        self._ears, self._mouth = ears, mouth
        self._noticed = noticed
        self._turn = asyncio.Lock()
        self._reading, self._writing = Apart(str(ears)), Apart(str(mouth))
        self.connected = True

    async def run(self) -> None:
        """See `port.Speaker`; a pipe is opened again and again."""
        await keep_trying(self.id, self._live)

    async def _live(self) -> None:
        """Hear a pipe to its end; a file, and then stay: it can still play."""
        ears = self._ears
        if ears is not None and ears.is_fifo():
            await self._follow(ears)
        pcm = b"" if ears is None else await self._reading.begin(partial(_content, ears))
        self._noticed(self.id, Change.CONNECTED)
        for start in range(0, len(pcm), PIECE):
            while self.microphone.held > HELD_SECONDS / 2:  # noqa: ASYNC110 - no event
                await asyncio.sleep(WAIT)
            self._feed(pcm[start : start + PIECE])
        await asyncio.Event().wait()

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`."""
        del words, listen
        pcm = resampled(audio, HEARING_RATE).pcm
        async with self._turn:
            try:
                async with asyncio.timeout(audio.seconds + PLAY_CEILING):
                    await self._writing.begin(lambda: self._append(pcm))
            except OSError as error:
                reason = error.strerror or str(error) or "nobody reads it"
                return NotSpoken(reason=f"{self._mouth}: {reason}")
            return Spoken(seconds=audio.seconds, speaker=self.id)

    async def hush(self) -> None:
        """See `port.Speaker`; a file is written at once."""

    async def show(self, light: Light) -> None:
        """See `port.Speaker`; a file has no light."""

    def _append(self, pcm: bytes) -> None:
        with self._mouth.open("ab") as file:
            file.write(pcm)

    def _feed(self, pcm: bytes) -> None:
        self.microphone.feed(Audio(pcm=pcm, rate=HEARING_RATE))

    async def _follow(self, pipe: Path) -> None:
        file = await self._reading.begin(lambda: pipe.open("rb"))
        self._noticed(self.id, Change.CONNECTED)
        try:
            while piece := await self._reading.begin(lambda: file.read(PIECE)):
                self._feed(piece)
            raise ConnectionError("the other end of the pipe was closed")
        finally:
            if not self._reading.busy:
                file.close()
            self._noticed(self.id, Change.LOST)


def _content(ears: Path) -> bytes:
    """All that a file says, as the microphone wants it."""
    said = read_wav(ears) if ears.suffix == ".wav" else None
    pcm = ears.read_bytes() if said is None else resampled(said, HEARING_RATE).pcm
    return pcm + silence(AFTERWARDS, HEARING_RATE).pcm
