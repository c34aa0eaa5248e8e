"""Sound that can be fetched once, over real HTTP."""

import asyncio

import httpx
import pytest

from assistant.speakers.media import WAITING, MediaServer

pytestmark = pytest.mark.integration


async def test_each_address_works_once() -> None:
    media = MediaServer("127.0.0.1")
    await media.open()
    first, second = media.offer(b"RIFF one"), media.offer(b"RIFF two")
    async with httpx.AsyncClient() as web:
        got = await web.get(second)
        assert (got.status_code, got.content) == (200, b"RIFF two")
        assert got.headers["cache-control"] == "no-store"
        assert (await web.get(second)).status_code == 404
        assert (await web.post(first)).status_code == 404
        assert (await web.get(first)).content == b"RIFF one"
    await media.close()


async def test_addresses_cannot_be_guessed_and_old_ones_are_dropped() -> None:
    media = MediaServer("127.0.0.1")
    await media.open()
    addresses = [media.offer(bytes([number])) for number in range(WAITING + 1)]
    assert len(set(addresses)) == WAITING + 1
    assert all(len(address.rsplit("/", 1)[1]) > 32 for address in addresses)
    async with httpx.AsyncClient() as web:
        assert (await web.get(addresses[0])).status_code == 404
        assert (await web.get(addresses[1])).status_code == 200
    await media.close()


@pytest.mark.parametrize(
    "request_", [b"\r\n\r\n", b"GET\r\n\r\n", b"x" * 20_000, b"\xff /\r\n\r\n"]
)
async def test_garbage_is_answered_or_dropped(request_: bytes) -> None:
    media = MediaServer("127.0.0.1")
    await media.open()
    address = media.offer(b"sound")
    port = httpx.URL(address).port
    assert port is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request_)
    async with asyncio.timeout(10):
        await reader.read()
    writer.close()
    async with httpx.AsyncClient() as web:
        assert (await web.get(address)).content == b"sound"
    await media.close()


def test_without_a_server_nothing_is_offered() -> None:
    with pytest.raises(ConnectionError):
        MediaServer("127.0.0.1").offer(b"x")
