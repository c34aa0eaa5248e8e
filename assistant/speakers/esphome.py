"""An ESPHome voice device as a speaker: Home Assistant Voice, Linux Voice Assistant.

Encrypted, with a wake word of its own, and `announce` opens the microphone after a
question without one. It fetches what it plays from our `media` server.
"""

import asyncio
import contextlib

from aioesphomeapi.client import APIClient
from aioesphomeapi.core import APIConnectionError
from aioesphomeapi.model import (
    MediaPlayerCommand,
    MediaPlayerInfo,
    VoiceAssistantAudioSettings,
    VoiceAssistantEventType,
)

from assistant.audio import HEARING_RATE, Audio, wav_bytes
from assistant.speakers.lamp import Lamp
from assistant.speakers.link import keep_trying
from assistant.speakers.media import MediaServer
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Change, Light, Noticed
from assistant.voices.port import NotSpoken, Spoken

PORT = 6053
PLAY_CEILING = 8.0
"""Real seconds after the sound's length, whatever the device does."""
CONNECT_LIMIT = 15.0
KEEPALIVE = 4.0
"""Real seconds between pings; the library gives up after some four of them."""

Event = VoiceAssistantEventType
_LIGHTS = {
    Light.LISTENING: (Event.VOICE_ASSISTANT_STT_VAD_START,),
    Light.THINKING: (Event.VOICE_ASSISTANT_STT_VAD_END,),
    Light.IDLE: (
        Event.VOICE_ASSISTANT_STT_END,
        Event.VOICE_ASSISTANT_INTENT_END,
        Event.VOICE_ASSISTANT_RUN_END,
    ),
    Light.ALARM: (Event.VOICE_ASSISTANT_ERROR,),
}


class EsphomeSpeaker:
    """One device."""

    def __init__(
        self,
        speaker: str,
        room: str,
        host: str,
        port: int = PORT,
        *,
        key: str | None,
        media: MediaServer,
        noticed: Noticed,
    ) -> None:
        """Connect to nothing yet; `run` does.

        Args:
            speaker: Id of this speaker.
            room: Where it stands.
            host: Its address.
            port: Its TCP port.
            key: Its encryption key (base64); None only in tests.
            media: Where it fetches what it plays.
            noticed: Told when the link comes and goes.
        """
        self.id, self.room = speaker, room
        self.microphone = Microphone()
        self.connected = False
        self._client = APIClient(
            host, port, None, noise_psk=key, client_info="philomel", keepalive=KEEPALIVE
        )
        self._media, self._noticed = media, noticed
        self._turn = asyncio.Lock()
        self._running = False
        self._gone = asyncio.Event()
        self._player: int | None = None
        self._limit: asyncio.Timeout | None = None
        self._lamp = Lamp()

    async def run(self) -> None:
        """See `port.Speaker`."""
        try:
            await keep_trying(self.id, self._live)
        finally:
            await self._media.close()

    async def _live(self) -> None:
        """One connection, until it ends."""
        self._gone.clear()
        await self._media.open()
        async with asyncio.timeout(CONNECT_LIMIT):
            await self._client.connect(on_stop=self._stopped, login=True)
            entities, _ = await self._client.list_entities_services()
        players = (one.key for one in entities if isinstance(one, MediaPlayerInfo))
        self._player = next(players, None)
        self._client.subscribe_voice_assistant(
            handle_start=self._start, handle_stop=self._stop, handle_audio=self._audio
        )
        self.connected = True
        self._noticed(self.id, Change.CONNECTED)
        try:
            while not self._gone.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._gone.wait(), KEEPALIVE)
                if self._lamp.is_overdue():
                    await self.show(Light.IDLE)
        finally:
            self.connected = self._running = False
            self.microphone.interrupt()
            await self._client.disconnect(force=True)
            self._noticed(self.id, Change.LOST)

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`; devices say that they are done whether or not they played.

        What they never fetched they cannot have played.
        """
        async with self._turn:
            self.microphone.mute()
            url = ""
            try:
                url = self._media.offer(wav_bytes(audio))
                longest = audio.seconds + PLAY_CEILING
                async with asyncio.timeout(longest) as self._limit:
                    await self._client.send_voice_assistant_announcement_await_response(
                        url, longest, words, start_conversation=listen
                    )
            except (APIConnectionError, OSError, TimeoutError) as error:
                reason = f"speaker {self.id}: {type(error).__name__}"
                return NotSpoken(reason=reason, fault=self._limit is not None)
            finally:
                self._limit = None
                self.microphone.unmute()
                fetched = not self._media.withdraw(url)
            if not fetched:
                host = self._media.host
                return NotSpoken(reason=f"speaker {self.id} fetched no sound from {host}")
            return Spoken(seconds=audio.seconds, speaker=self.id)

    async def hush(self) -> None:
        """See `port.Speaker`; one without a media player plays to its end."""
        if self._limit is not None:
            self._limit.reschedule(asyncio.get_running_loop().time())
            self._limit = None
        if self.connected and self._player is not None:
            with contextlib.suppress(APIConnectionError):
                self._client.media_player_command(
                    self._player, command=MediaPlayerCommand.STOP, announcement=True
                )

    async def show(self, light: Light) -> None:
        """See `port.Speaker`; the device takes these for the steps of its pipeline."""
        self._lamp.shown(light)
        if not self.connected or not self._running:
            return
        for step in _LIGHTS.get(light, ()):
            data = {"text": ""} if step is Event.VOICE_ASSISTANT_STT_END else None
            with contextlib.suppress(APIConnectionError):
                self._client.send_voice_assistant_event(step, data)
        self._running = light is not Light.IDLE

    async def _stopped(self, expected: bool) -> None:  # noqa: FBT001 - the library's call
        del expected
        self._gone.set()

    async def _start(
        self,
        conversation: str,
        flags: int,
        settings: VoiceAssistantAudioSettings,
        wake_word: str | None,
    ) -> int:
        """The device begins to listen; 0: it sends the sound over this connection."""
        del conversation, flags, settings, wake_word
        self._running = True
        self._lamp.shown(Light.LISTENING)
        self.microphone.woken = True
        self.microphone.interrupt()
        for step in (Event.VOICE_ASSISTANT_RUN_START, Event.VOICE_ASSISTANT_STT_START):
            self._client.send_voice_assistant_event(step, None)
        return 0

    async def _stop(self, abort: bool) -> None:  # noqa: FBT001 - the library's call
        del abort
        self._running = False

    async def _audio(self, sound: bytes, _second: bytes | None) -> None:
        self.microphone.feed(Audio(pcm=sound, rate=HEARING_RATE))
