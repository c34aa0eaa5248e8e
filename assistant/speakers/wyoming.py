"""A Wyoming satellite as a speaker: it is the TCP server, we connect.

Works with wyoming-satellite 1.0.0 (which never says `played`) and later ones, in always
streaming, `--vad` and wake-word mode. The protocol has no encryption: loopback, a tunnel
or a network of its own.
"""

import asyncio
import contextlib

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event, Eventable, async_write_event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.satellite import RunSatellite
from wyoming.snd import Played
from wyoming.tts import Synthesize

from assistant.audio import SAMPLE_BYTES, Audio
from assistant.speakers.lamp import Lamp
from assistant.speakers.link import keep_trying
from assistant.speakers.microphone import ECHO_TAIL, Microphone
from assistant.speakers.port import Change, Light, Noticed
from assistant.speakers.wyoming_wire import (
    LIGHTS,
    LINE_LIMIT,
    BadEvent,
    read_event,
    sound_of,
    watch_the_line,
    within,
)
from assistant.voices.port import NotSpoken, Spoken
from care.clock import stopwatch

PORT = 10_700
CHUNK = 2048
"""Bytes of sound in an event."""
CONNECT_LIMIT, WRITE_LIMIT = 5.0, 5.0
"""Real seconds."""
DRAIN = 0.3
"""Real seconds after the sound's length, for a satellite that never says `played`."""
PLAY_CEILING = 5.0
"""Real seconds after the sound's length, whatever the satellite does."""
ANSWER_LIMIT = 2.0
"""Real seconds after the sound for one that never says `played` to answer at all."""
QUIET_LIMIT = 8.0
"""Real seconds without any event, nor an answer, before a satellite counts as lost."""


class WyomingSpeaker:
    """One satellite."""

    def __init__(
        self,
        speaker: str,
        room: str,
        host: str,
        port: int = PORT,
        *,
        noticed: Noticed,
        echo_tail: float = ECHO_TAIL,
        ahead: float | None = None,
        streams: bool = False,
    ) -> None:
        """Connect to nothing yet; `run` does.

        Args:
            speaker: Id of this speaker.
            room: Where it stands.
            host: Its address.
            port: Its TCP port.
            noticed: Told when the link comes and goes.
            echo_tail: Seconds of sound dropped after our own voice.
            ahead: Seconds of sound sent before they are due; None sends all at once. A
                satellite cannot be told to stop what it holds, and what comes next
                waits behind it: so long does an alarm come late.
            streams: Its microphone never pauses: when it does, the satellite is stuck.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone(echo_tail)
        self._place = (host, port)
        self._noticed = noticed
        self._writer: asyncio.StreamWriter | None = None
        self._turn = asyncio.Lock()
        self._played = asyncio.Event()
        self._hushed = asyncio.Event()
        self._described = asyncio.Event()
        self._ahead, self._streams = ahead, streams
        self._lamp = Lamp()
        self._there = self._answers = False
        self._says_played = False
        self._held = 0.0

    @property
    def connected(self) -> bool:
        """See `port.Speaker`."""
        return self._there

    async def run(self) -> None:
        """See `port.Speaker`."""
        await keep_trying(self.id, self._live)

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`; the protocol cannot open a microphone."""
        del listen
        async with self._turn:
            self.microphone.mute()
            self._held = 0.0
            try:
                return await self._play(audio, words)
            finally:
                self.microphone.unmute(waited=not self._says_played, sounding=self._held)

    async def show(self, light: Light) -> None:
        """See `port.Speaker`; the satellite maps these events to its LEDs."""
        self._lamp.shown(light)
        if light in LIGHTS:
            with contextlib.suppress(OSError, TimeoutError):
                await self._send(LIGHTS[light]())

    async def hush(self) -> None:
        """See `port.Speaker`; what the satellite holds already it plays to its end."""
        self._hushed.set()

    async def _play(self, audio: Audio, words: str) -> Spoken | NotSpoken:
        self._played.clear()
        self._hushed.clear()
        if not self._there:
            return NotSpoken(reason=f"speaker {self.id} is not there")
        try:
            if words:
                await self._send(Synthesize(text=words))
            await self._pour(audio)
            self._described.clear()
            await self._send(Describe())
        except (OSError, TimeoutError) as error:
            return NotSpoken(reason=f"speaker {self.id} is gone ({error!r})")
        if self._hushed.is_set():
            reason = f"speaker {self.id} was told to be quiet"
            return NotSpoken(reason=reason, fault=False)
        rest = audio.seconds if self._ahead is None else min(audio.seconds, self._ahead)
        spare = PLAY_CEILING if self._says_played else DRAIN
        await within(rest + spare, self._played)
        if not self.connected:
            return NotSpoken(reason=f"speaker {self.id} went away while it spoke")
        if self._says_played and not self._played.is_set():
            return NotSpoken(reason=f"speaker {self.id} never said that it had played")
        if self._answers and not self._says_played:
            # Its socket takes sound even when it is stuck; only an answer shows that the
            # sound was read.
            await within(ANSWER_LIMIT, self._described)
            if not self._described.is_set():
                return NotSpoken(reason=f"speaker {self.id} does not answer any more")
        return Spoken(seconds=audio.seconds, speaker=self.id)

    async def _pour(self, audio: Audio) -> None:
        """Send the sound, never further ahead of the loudspeaker than it should be."""
        sound = {"rate": audio.rate, "width": SAMPLE_BYTES, "channels": 1}
        await self._send(AudioStart(**sound))
        began, sent = stopwatch(), 0.0
        for start in range(0, len(audio.pcm), CHUNK):
            lead = sent - (stopwatch() - began)
            if self._ahead is not None and lead > self._ahead:
                await within(lead - self._ahead, self._hushed)
            if self._hushed.is_set():
                self._held = max(0.0, sent - (stopwatch() - began))
                break
            piece = audio.pcm[start : start + CHUNK]
            await self._send(AudioChunk(audio=piece, **sound))
            sent += len(piece) / SAMPLE_BYTES / audio.rate
        await self._send(AudioStop())

    async def _live(self) -> None:
        """One connection, until it ends."""
        async with asyncio.timeout(CONNECT_LIMIT):
            reader, writer = await asyncio.open_connection(*self._place, limit=LINE_LIMIT)
        watch_the_line(writer)
        self._writer, self._says_played, self._answers = writer, False, False
        try:
            # In this order: one that serves somebody else hangs up at the first and never
            # comes to answer the second, so it does not count as there.
            await self._send(RunSatellite())
            await self._send(Describe())
            await self._read(reader)
        finally:
            self._writer = None
            self._played.set()
            self.microphone.interrupt()
            writer.close()
            if self._there:
                self._there = False
                self._noticed(self.id, Change.LOST)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        asked = False
        while True:
            if self._lamp.is_overdue():
                await self.show(Light.IDLE)
            try:
                async with asyncio.timeout(QUIET_LIMIT / 2):
                    event = await read_event(reader)
            except TimeoutError:
                if self._streams or (asked and (self._answers or not self._there)):
                    raise BadEvent("it says nothing any more") from None
                asked = True
                await self._send(Describe())
                continue
            if event is None:
                raise BadEvent("it hung up")
            asked = False
            if not self._there:
                self._there = True
                self._noticed(self.id, Change.CONNECTED)
            await self._take(event)

    async def _take(self, event: Event) -> None:
        if AudioChunk.is_type(event.type):
            self.microphone.feed(sound_of(event))
        elif event.type == "run-pipeline":
            # After its own wake word a satellite begins with recognition; who listens for
            # ours must begin to listen to what is said.
            if event.data.get("start_stage") == "asr":
                self.microphone.woken = True
                self.microphone.interrupt()
        elif Played.is_type(event.type):
            self._says_played = True
            self._played.set()
        elif Ping.is_type(event.type):
            text = event.data.get("text")
            await self._send(Pong(text=text if isinstance(text, str) else None))
        elif Info.is_type(event.type):
            # Version 1.0.0 answers no ping, but always who it is: one that did once must
            # go on doing so, or it hangs.
            self._answers = True
            self._described.set()

    async def _send(self, event: Eventable) -> None:
        if self._writer is None:
            raise ConnectionError("not connected")
        async with asyncio.timeout(WRITE_LIMIT):
            await async_write_event(event.event(), self._writer)
