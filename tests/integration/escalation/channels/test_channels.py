"""Every row of the channel table against real servers, good and bad.

A channel joins by a row in `settings` and in `address` of `tests.fakes.channels`.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from care.escalation import DeliveryStatus
from escalation.channels.table import TABLE
from escalation.settings import EscalationSettings
from tests.fakes.calls import notice
from tests.fakes.channels import ECHO, deliver
from tests.fakes.web_server import http_answer, listening

pytestmark = pytest.mark.integration
NAMED = pytest.mark.parametrize("name", [row.name for row in TABLE])


@NAMED
async def test_a_server_that_says_no_is_a_refusal_in_clean_words(
    name: str, tmp_path: Path
) -> None:
    async def no(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if name == "webhook":
            status = f"HTTP/1.1 503 Later\r\nContent-Length: {len(ECHO)}\r\n\r\n{ECHO}"
            await http_answer(reader, writer, status.encode())
            return
        writer.write(f"554 {ECHO}\r\n".encode())
        await writer.drain()
        await reader.read()

    async with listening(no) as port:
        delivery = await deliver(name, port, tmp_path)
    assert delivery.status is DeliveryStatus.REFUSED
    assert delivery.detail[:3] in ("503", "554")
    assert "no thanks" in delivery.detail
    for private in ("Ada", "Lovelace", "86", "jo@"):
        assert private not in delivery.detail


@NAMED
async def test_a_server_that_is_not_there_is_unreachable(name: str, tmp_path: Path) -> None:
    async def nothing(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None: ...

    async with listening(nothing) as port:
        pass
    delivery = await deliver(name, port, tmp_path)
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert delivery.detail


@NAMED
async def test_a_silent_server_is_given_up(name: str, tmp_path: Path) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65_536):
            pass

    async with listening(silent) as port:
        delivery = await deliver(name, port, tmp_path)
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert "no answer in time" in delivery.detail


@NAMED
async def test_a_server_that_drips_for_ever_is_given_up(name: str, tmp_path: Path) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220" if name == "email" else b"HTTP/1.1 200 ")
        while not reader.at_eof():
            writer.write(b"-x")
            await writer.drain()
            with suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    await reader.read(65_536)

    async with listening(drip) as port:
        delivery = await deliver(name, port, tmp_path)
    assert delivery.status is DeliveryStatus.UNREACHABLE


@NAMED
@pytest.mark.parametrize("noise", [b"", b"\x00\xff\xfe garbage\r\n" * 50, b"A" * 100_000])
async def test_garbage_is_no_acceptance(name: str, noise: bytes, tmp_path: Path) -> None:
    async def garbage(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(noise)

    async with listening(garbage) as port:
        delivery = await deliver(name, port, tmp_path)
    assert delivery.status is not DeliveryStatus.HANDED_OVER
    assert "A" * 200 not in delivery.detail


def test_the_table_names_what_the_policy_knows() -> None:
    assert {row.name for row in TABLE} == set(EscalationSettings.model_fields) & {
        "email",
        "webhook",
    }
    assert notice().contact.channel in {row.name for row in TABLE}
