"""Hands sound to speakers that fetch it: each address works once, for a minute.

ESPHome devices play from an HTTP address. What we say may be about health, so an address
cannot be guessed, is never logged and is gone once it was fetched.
"""

import asyncio
import contextlib
import secrets
from asyncio import StreamReader, StreamWriter

LINE_LIMIT = 4096
READ_LIMIT = 5.0
"""Real seconds to say what is wanted."""
WAITING = 8
"""Sounds waiting to be fetched; older ones are dropped."""


class MediaServer:
    """A very small HTTP server for WAV files in memory."""

    def __init__(self, host: str, port: int = 0) -> None:
        """Stand at `host`, the address by which the speakers reach this machine."""
        self.host, self._port = host, port
        self._sounds: dict[str, bytes] = {}
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to serve, if it does not yet; OSError when the address cannot be had."""
        if self._server is not None:
            return
        self._server = await asyncio.start_server(
            self._visit, self.host, self._port, limit=LINE_LIMIT
        )

    async def close(self) -> None:
        """Serve no more, and forget every sound."""
        self._sounds.clear()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def offer(self, wav: bytes) -> str:
        """The address under which a WAV file can be fetched once."""
        if self._server is None:
            raise ConnectionError("the media server is not open")
        name = f"/{secrets.token_urlsafe(24)}.wav"
        self._sounds[name] = wav
        while len(self._sounds) > WAITING:
            del self._sounds[next(iter(self._sounds))]
        port = self._server.sockets[0].getsockname()[1]
        return f"http://{self.host}:{port}{name}"

    def withdraw(self, url: str) -> bool:
        """Offer it no more; whether it was still waiting to be fetched."""
        name = url.removeprefix(url.rpartition("/")[0])
        return self._sounds.pop(name, None) is not None

    async def _visit(self, reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.suppress(OSError, ValueError, TimeoutError):
            async with asyncio.timeout(READ_LIMIT):
                request = (await reader.readline()).split()
                while (await reader.readline()).strip():
                    pass
            wav = None
            if len(request) > 1 and request[0] == b"GET":
                wav = self._sounds.pop(request[1].decode("ascii", "replace"), None)
            head = b"404 Not Found" if wav is None else b"200 OK"
            body = wav or b""
            writer.write(
                b"HTTP/1.1 %s\r\nContent-Type: audio/wav\r\nCache-Control: no-store\r\n"
                b"Content-Length: %d\r\nConnection: close\r\n\r\n"
                % (head, len(body))
                + body
            )
            await writer.drain()
        writer.close()
