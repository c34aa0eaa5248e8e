"""Wyoming events over a socket, with limits.

The protocol has no authentication and lets the other side announce a payload of any
size; the library reads whatever is announced. Here a line, its data and its payload are
bounded, and what breaks the bounds ends the connection.
"""

import asyncio
import contextlib
import json
import socket
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import Callable
from typing import Any

from wyoming.asr import Transcript
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.vad import VoiceStarted, VoiceStopped

from assistant.audio import SAMPLE_BYTES, Audio, from_samples
from assistant.riff import PCM, Form, checked, mixed
from assistant.speakers.port import Light
from care.errors import SpeechError

LIGHTS: dict[Light, Callable[[], Eventable]] = {
    Light.LISTENING: VoiceStarted,
    Light.THINKING: VoiceStopped,
    Light.IDLE: lambda: Transcript(text=""),
    Light.ALARM: lambda: Error(text="alarm"),
}
"""What a satellite makes its LEDs of."""
LINE_LIMIT = 64 * 1024
DATA_LIMIT = 256 * 1024
PAYLOAD_LIMIT = 1024 * 1024
"""Half a minute of sound in one event; satellites send 64 ms, or a pre-roll of 2 s."""


class BadEvent(ConnectionError):  # noqa: N818 - a kind of broken connection
    """The other side does not speak Wyoming, or too much of it."""


DEAD_AFTER = 12
"""Seconds after which a satellite whose power went counts as gone."""


def watch_the_line(writer: StreamWriter) -> None:
    """Let the kernel notice a satellite that vanished without a word.

    wyoming-satellite 1.0.0 answers no ping, and a quiet one sends nothing: without this
    its connection would seem to live for a quarter of an hour.
    """
    line = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        (socket.TCP_KEEPIDLE, DEAD_AFTER // 3),
        (socket.TCP_KEEPINTVL, DEAD_AFTER // 6),
        (socket.TCP_KEEPCNT, 4),
        (socket.TCP_USER_TIMEOUT, 1000 * DEAD_AFTER),
    ):
        line.setsockopt(socket.IPPROTO_TCP, option, value)


def _size(header: dict[str, Any], key: str, limit: int) -> int:
    size = header.get(key) or 0
    if not isinstance(size, int) or not 0 <= size <= limit:
        raise BadEvent(f"{key} of {size!r}")
    return size


async def read_event(reader: StreamReader) -> Event | None:
    """The next event, or None when the other side closed the connection.

    Raises:
        BadEvent: It is not a Wyoming event, or breaks a limit.
    """
    try:
        line = await reader.readline()
        if not line:
            return None
        header = json.loads(line)
        data = dict(header.get("data") or {})
        if size := _size(header, "data_length", DATA_LIMIT):
            data |= json.loads(await reader.readexactly(size))
        size = _size(header, "payload_length", PAYLOAD_LIMIT)
        payload = await reader.readexactly(size) if size else None
        return Event(type=str(header["type"]), data=data, payload=payload)
    except IncompleteReadError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadEvent(f"no Wyoming event ({type(error).__name__})") from error


def sound_of(event: Event) -> Audio:
    """The sound of an `audio-chunk`, of any number of channels and bits.

    Raises:
        BadEvent: It is in no known form; to leave it out would make the home deaf there
            without a word.
    """
    told = [event.data.get(key) for key in ("rate", "width", "channels")]
    rate, width, channels = (one if isinstance(one, int) else 0 for one in told)
    form = Form(PCM, channels, rate, 8 * width)
    pcm = event.payload or b""
    try:
        pcm = pcm[: len(pcm) // checked(form, "its sound").frame * form.frame]
        if form.frame == SAMPLE_BYTES or not pcm:
            return Audio(pcm=pcm, rate=rate)
        return from_samples(mixed(pcm, form, "its sound"), rate)
    except SpeechError as error:
        raise BadEvent(str(error)) from error


async def within(seconds: float, event: asyncio.Event) -> None:
    """Wait for an event, so long at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
