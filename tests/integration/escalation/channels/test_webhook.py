"""Web calls: signed, named, to the one address and no other."""

import asyncio
from pathlib import Path

import pytest

from care.escalation import DeliveryStatus
from escalation.channels.webhook import signature
from tests.fakes.calls import notice
from tests.fakes.channels import SECRET, deliver
from tests.fakes.web_server import http_answer, listening

pytestmark = pytest.mark.integration


async def test_a_web_call_is_signed_and_named(tmp_path: Path) -> None:
    calls: list[bytes] = []

    async def yes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ok = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        calls.append(await http_answer(reader, writer, ok))

    async with listening(yes) as port:
        delivery = await deliver("webhook", port, tmp_path)
    assert delivery.status is DeliveryStatus.HANDED_OVER
    head, _, body = calls[0].partition(b"\r\n\r\n")
    lines = [line.decode().partition(": ") for line in head.split(b"\r\n")[1:]]
    headers = {name.lower(): value for name, _, value in lines}
    stamp = headers["philomel-timestamp"]
    assert headers["philomel-signature"] == signature(SECRET, stamp, body)
    assert headers["philomel-signature"] != signature(SECRET, stamp, body + b" ")
    assert headers["idempotency-key"] == notice().id
    assert b"Ada" not in head
    assert b"WHAT: oxygen 86 %" in body


@pytest.mark.parametrize("code", [301, 307, 400, 401, 500])
async def test_a_web_call_follows_nobody_and_believes_only_success(
    code: int, tmp_path: Path
) -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answer = f"HTTP/1.1 {code} X\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
        await http_answer(reader, writer, answer.encode())

    async with listening(other) as port:
        delivery = await deliver("webhook", port, tmp_path)
    assert delivery.status is DeliveryStatus.REFUSED
    assert delivery.detail == str(code)
