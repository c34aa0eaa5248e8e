"""A tablet's browser page as a speaker: sound, words on its screen, large buttons.

The page belongs to the console; what it sends comes here through `tablet_door`. Text
messages are JSON, binary ones are sound:

    to the page    {"say": words, "number": n, "urgent": false}, then a WAV file;
                   {"hush": true} {"light": "listening"} {"called": true} {"ping": n}
    from the page  {"played": n} {"failed": n, "why": ...} {"talk": true} {"press": "help"}
                   {"pong": n}, and samples (16 kHz, 16 bit, mono) while it may be spoken to
"""

import asyncio
import contextlib
import json
from typing import Any, Protocol

from assistant.audio import HEARING_RATE, Audio, silence, wav_bytes
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Change, Light, Noticed, Press
from assistant.voices.port import NotSpoken, Spoken

PLAY_CEILING = 5.0
"""Real seconds after the sound's length."""
WRITE_LIMIT = 5.0
HUSH_LIMIT = 0.2
"""Real seconds; a tablet that is stuck must not keep the other speakers talking."""
PING = 4.0
"""Real seconds between two questions whether the page is there."""
MISSED = 3
"""So many unanswered ones, and the tablet is lost: asleep, out of reach, closed."""
AFTER_TALK = 3.0
"""Seconds of silence that stand for the button being let go: the words end there."""


QUIET = "told to be quiet"


class Link(Protocol):
    """One connection with the page."""

    async def send(self, message: str | bytes) -> None:
        """Hand over a message; ConnectionError or OSError when it cannot be."""
        ...


class TabletSpeaker:
    """One tablet; the newest connection counts."""

    def __init__(self, speaker: str, room: str, *, noticed: Noticed) -> None:
        """Wait for the tablet.

        Args:
            speaker: Id of this speaker.
            room: Where the tablet stands.
            noticed: Told when it comes, goes, or a button is pressed.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone()
        self._noticed = noticed
        self._link: Link | None = None
        self._number = 0
        self._unanswered = 0
        self._turn = asyncio.Lock()
        self._done = asyncio.Event()
        self._failed = ""

    @property
    def connected(self) -> bool:
        """See `port.Speaker`."""
        return self._link is not None

    async def run(self) -> None:
        """See `port.Speaker`: ask the page now and then whether it is there."""
        while True:
            await asyncio.sleep(PING)
            link = self._link
            if link is None:
                continue
            self._unanswered += 1
            if self._unanswered > MISSED or not await self._tell({"ping": self._number}):
                self.left(link)

    def came(self, link: Link) -> None:
        """The page has connected; an older connection does not count any more."""
        self._end("the tablet connected anew")
        known, self._link, self._unanswered = self._link, link, 0
        if known is None:
            self._noticed(self.id, Change.CONNECTED)

    def left(self, link: Link) -> None:
        """This connection is over."""
        if self._link is link:
            self._link = None
            self._end("the tablet is gone")
            self.microphone.interrupt()
            self._noticed(self.id, Change.LOST)

    async def take(self, message: str | bytes) -> None:
        """A message from the page; nonsense is left out."""
        self._unanswered = 0
        if isinstance(message, bytes):
            self.microphone.feed(
                Audio(pcm=message[: len(message) // 2 * 2], rate=HEARING_RATE)
            )
            return
        try:
            told = json.loads(message)
        except ValueError:
            return
        if isinstance(told, dict):
            await self._take(told)

    async def _take(self, told: dict[str, Any]) -> None:
        if told.get("press") in tuple(Press):
            self._noticed(self.id, Press(told["press"]))
            if told["press"] == Press.HELP:
                await self._tell({"called": True})
        elif "talk" in told:
            self._talk(begins=bool(told["talk"]))
        elif told.get("played") == self._number:
            self._done.set()
        elif told.get("failed") == self._number:
            self._end(str(told.get("why", ""))[:80] or "it cannot play")

    def _talk(self, *, begins: bool) -> None:
        if begins:
            self.microphone.woken = True
            self.microphone.interrupt()
        else:
            self.microphone.feed(silence(AFTER_TALK, HEARING_RATE))

    def _end(self, why: str) -> None:
        """What is playing has failed."""
        self._failed = why
        self._done.set()

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`; spoken is what the page says it has played."""
        del listen
        async with self._turn:
            self.microphone.mute()
            try:
                return await self._play(audio, words)
            finally:
                self.microphone.unmute()

    async def _play(self, audio: Audio, words: str) -> Spoken | NotSpoken:
        self._number += 1
        self._failed = ""
        self._done.clear()
        told = await self._tell({"say": words, "number": self._number})
        if not told or not await self._tell(wav_bytes(audio)):
            return NotSpoken(reason=f"speaker {self.id} is gone")
        try:
            async with asyncio.timeout(audio.seconds + PLAY_CEILING):
                await self._done.wait()
        except TimeoutError:
            return NotSpoken(reason=f"speaker {self.id} never said that it had played")
        if self._failed:
            reason = f"speaker {self.id}: {self._failed}"
            return NotSpoken(reason=reason, fault=self._failed != QUIET)
        return Spoken(seconds=audio.seconds, speaker=self.id)

    async def hush(self) -> None:
        """See `port.Speaker`."""
        self._end(QUIET)
        await self._tell({"hush": True}, HUSH_LIMIT)

    async def show(self, light: Light) -> None:
        """See `port.Speaker`."""
        await self._tell({"light": light.value})

    async def _tell(
        self, message: dict[str, Any] | bytes, limit: float | None = None
    ) -> bool:
        """Whether the message went out."""
        link = self._link
        if link is None:
            return False
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(limit or WRITE_LIMIT):
                await link.send(
                    message if isinstance(message, bytes) else json.dumps(message)
                )
            return True
        return False
