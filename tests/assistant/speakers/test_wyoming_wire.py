import asyncio
import contextlib
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.audio import AudioChunk
from wyoming.event import Event

from assistant.speakers.wyoming_wire import (
    DEAD_AFTER,
    LINE_LIMIT,
    BadEvent,
    read_event,
    watch_the_line,
)


async def reading(raw: bytes) -> Event | None:
    reader = asyncio.StreamReader(limit=LINE_LIMIT)
    reader.feed_data(raw)
    reader.feed_eof()
    return await read_event(reader)


async def test_a_chunk_of_sound_is_read() -> None:
    raw = (
        b'{"type": "audio-chunk", "data_length": 41, "payload_length": 4}\n'
        b'{"rate": 16000, "width": 2, "channels":1}\x01\x00\x02\x00'
    )
    event = await reading(raw)
    assert event is not None
    assert AudioChunk.from_event(event).audio == b"\x01\x00\x02\x00"


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n",
        b"[]\n",
        b"{}\n",
        b'{"type": "audio-chunk", "payload_length": 99999999999}\n',
        b'{"type": "audio-chunk", "payload_length": -1}\n',
        b'{"type": "audio-chunk", "data_length": "many"}\n',
        b'{"type": "x", "data_length": 3}\nabc',
        b"x" * (3 * LINE_LIMIT),
    ],
)
async def test_what_is_not_wyoming_ends_the_connection(raw: bytes) -> None:
    with pytest.raises(BadEvent):
        await reading(raw)


@pytest.mark.parametrize("raw", [b"", b'{"type": "x", "payload_length": 10}\nab'])
async def test_a_connection_that_closed_has_no_event(raw: bytes) -> None:
    assert await reading(raw) is None


@given(st.binary(max_size=300))
def test_no_bytes_do_worse_than_a_broken_connection(raw: bytes) -> None:
    with contextlib.suppress(BadEvent):
        asyncio.run(reading(raw + b"\n"))


async def test_the_kernel_watches_a_line_on_which_nobody_speaks(
    unused_tcp_port: int,
) -> None:
    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", unused_tcp_port):
        _, writer = await asyncio.open_connection("127.0.0.1", unused_tcp_port)
        watch_the_line(writer)
        line = writer.get_extra_info("socket")
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        dead = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        assert dead == 1000 * DEAD_AFTER
        writer.close()
