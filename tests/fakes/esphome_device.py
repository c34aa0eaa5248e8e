"""An ESPHome voice device for tests: speaks the plain-text API over TCP."""

import asyncio
import importlib
from asyncio import StreamReader, StreamWriter
from typing import Any

import httpx
from aioesphomeapi.core import MESSAGE_TYPE_TO_PROTO

api_pb2: Any = importlib.import_module("aioesphomeapi.api_pb2")
NUMBERS = {kind: number for number, kind in MESSAGE_TYPE_TO_PROTO.items()}
PLAYER = 7
"""Key of the device's media player."""


async def _varint(reader: StreamReader) -> int:
    value = shift = 0
    while True:
        byte = (await reader.readexactly(1))[0]
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value


def _as_varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


class Device:
    """Fetches and "plays" announcements, then opens its microphone if asked to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.played: list[bytes] = []
        self.events: asyncio.Queue[int] = asyncio.Queue()
        self.asked: asyncio.Queue[Any] = asyncio.Queue()
        self.writer: StreamWriter | None = None
        self.silent = False
        self.fetches = True

    async def __aenter__(self) -> "Device":  # noqa: PYI034
        self._server = await asyncio.start_server(self._visit, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        self.hang_up()
        await self._server.wait_closed()

    def hang_up(self) -> None:
        """Go away without a word."""
        if self.writer is not None:
            self.writer.close()

    def send(self, message: Any) -> None:
        assert self.writer is not None
        body = message.SerializeToString()
        number = NUMBERS[type(message)]
        self.writer.write(b"\0" + _as_varint(len(body)) + _as_varint(number) + body)

    async def _visit(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.writer = writer
        try:
            while await reader.readexactly(1):
                size, number = await _varint(reader), await _varint(reader)
                message = MESSAGE_TYPE_TO_PROTO[number]()
                message.ParseFromString(await reader.readexactly(size))
                await self._take(message)
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    async def _fetch(self, address: str) -> None:
        if self.fetches:
            async with httpx.AsyncClient() as web:
                self.played.append((await web.get(address)).content)

    async def _take(self, message: Any) -> None:
        self.asked.put_nowait(message)
        match message:
            case api_pb2.HelloRequest():
                self.send(api_pb2.HelloResponse(api_version_major=1, api_version_minor=12))
            case api_pb2.AuthenticationRequest():
                self.send(api_pb2.AuthenticationResponse())
            case api_pb2.DeviceInfoRequest():
                self.send(api_pb2.DeviceInfoResponse(name="voice"))
            case api_pb2.ListEntitiesRequest():
                self.send(
                    api_pb2.ListEntitiesMediaPlayerResponse(key=PLAYER, name="player")
                )
                self.send(api_pb2.ListEntitiesDoneResponse())
            case api_pb2.PingRequest():
                self.send(api_pb2.PingResponse())
            case api_pb2.DisconnectRequest():
                self.send(api_pb2.DisconnectResponse())
            case api_pb2.VoiceAssistantEventResponse():
                self.events.put_nowait(message.event_type)
            case api_pb2.VoiceAssistantAnnounceRequest() if not self.silent:
                await self._fetch(message.media_id)
                self.send(api_pb2.VoiceAssistantAnnounceFinished(success=False))
                if message.start_conversation:
                    self.send(api_pb2.VoiceAssistantRequest(start=True))
