"""A server of our own making on a free port, that talks as a test wants it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ssl import SSLContext

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[object]]


async def http_answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: bytes
) -> bytes:
    """Read one request whole, answer it, hang up."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    writer.write(answer)
    await writer.drain()
    return head + body


@asynccontextmanager
async def listening(talk: Talk, tls: SSLContext | None = None) -> AsyncIterator[int]:
    """Its port; all its talks have ended afterwards."""
    talks: set[asyncio.Task[None]] = set()

    async def whole(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        with suppress(ConnectionError):
            await talk(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(whole, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        if talks:
            await asyncio.wait(talks, timeout=5)
