"""The machine's own microphone and loudspeaker, through PortAudio."""

import asyncio
import threading
from typing import Any, ClassVar

from assistant.audio import HEARING_RATE, Audio
from assistant.speakers.apart import Apart
from assistant.speakers.link import keep_trying
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Change, Light, Noticed
from assistant.voices.port import NotSpoken, Spoken

PIECE = 4096
"""Bytes written at once: what is said after "stop" is shorter than 0.1 s."""
BLOCK = 512
"""Samples that the microphone hands over at once."""
RETRY = 5.0
"""Real seconds between two looks for a sound card."""
PLAY_CEILING = 5.0
"""Real seconds after the sound's length; a driver may hang."""
OPEN_LIMIT = 8.0
"""Real seconds until the first sound of a microphone."""
QUIET_LIMIT = 3.0
"""Real seconds without sound from an open microphone before it counts as lost."""


class LocalSpeaker:
    """A sound card."""

    _using: ClassVar[list[str]] = []
    """Who has a stream of PortAudio open."""

    def __init__(
        self, speaker: str, room: str, device: str | None, *, noticed: Noticed, sound: Any
    ) -> None:
        """Open nothing yet; `run` does.

        Args:
            speaker: Id of this speaker.
            room: Where this machine stands.
            device: PortAudio's name of the device; None for the system's choice.
            noticed: Told when the microphone comes and goes.
            sound: The module `sounddevice`, or what stands for it.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone()
        self.connected = False
        self._device, self._noticed, self._sound = device, noticed, sound
        self._turn = asyncio.Lock()
        self._heard = asyncio.Event()
        self._hushed = threading.Event()
        self._ear, self._mouth = Apart("the microphone"), Apart("the loudspeaker")

    async def run(self) -> None:
        """See `port.Speaker`."""
        await keep_trying(self.id, self._live, RETRY, RETRY)

    async def _live(self) -> None:
        """One opening of the microphone, until it falls silent."""
        loop, over = asyncio.get_running_loop(), threading.Event()

        def take(samples: Any, *_rest: object) -> None:
            # PortAudio's thread hands the samples to the loop and does nothing else.
            loop.call_soon_threadsafe(self._take, bytes(samples))

        open_ = self._ear.begin(lambda: self._listen(take, over))
        open_.add_done_callback(lambda _: self._heard.set())
        try:
            while not open_.done():
                self._heard.clear()
                async with asyncio.timeout(QUIET_LIMIT if self.connected else OPEN_LIMIT):
                    await self._heard.wait()
                if not self.connected and not open_.done():
                    self.connected = True
                    self._noticed(self.id, Change.CONNECTED)
            open_.result()
        finally:
            over.set()
            self.microphone.interrupt()
            if self.connected:
                self.connected = False
                self._noticed(self.id, Change.LOST)

    def _listen(self, take: Any, over: threading.Event) -> None:
        """Keep the microphone open; what was plugged in since the last look is found."""
        if not self._using:
            # PortAudio knows the cards of the moment when it was begun. To begin it anew
            # closes every stream.
            self._sound._terminate()  # noqa: SLF001 - there is no other way
            self._sound._initialize()  # noqa: SLF001
        self._using.append(self.id)
        try:
            with self._sound.RawInputStream(
                samplerate=HEARING_RATE,
                blocksize=BLOCK,
                channels=1,
                dtype="int16",
                device=self._device,
                callback=take,
            ):
                over.wait()
        finally:
            self._using.remove(self.id)

    def _take(self, samples: bytes) -> None:
        self._heard.set()
        self.microphone.feed(Audio(pcm=samples, rate=HEARING_RATE))

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`."""
        del words, listen
        async with self._turn:
            self.microphone.mute()
            self._hushed.clear()
            try:
                async with asyncio.timeout(audio.seconds + PLAY_CEILING):
                    await self._mouth.begin(lambda: self._sounded(audio))
                if self._hushed.is_set():
                    reason = f"speaker {self.id} was told to be quiet"
                    return NotSpoken(reason=reason, fault=False)
            except Exception as error:  # noqa: BLE001 - drivers raise what they like
                return NotSpoken(reason=f"speaker {self.id}: {str(error) or 'it hangs'}")
            finally:
                self.microphone.unmute()
            return Spoken(seconds=audio.seconds, speaker=self.id)

    def _sounded(self, audio: Audio) -> None:
        self._using.append(self.id)
        try:
            with self._sound.RawOutputStream(
                samplerate=audio.rate, channels=1, dtype="int16", device=self._device
            ) as stream:
                for start in range(0, len(audio.pcm), PIECE):
                    if self._hushed.is_set():
                        return
                    stream.write(audio.pcm[start : start + PIECE])
        finally:
            self._using.remove(self.id)

    async def hush(self) -> None:
        """See `port.Speaker`."""
        self._hushed.set()

    async def show(self, light: Light) -> None:
        """See `port.Speaker`; a sound card has no light."""
