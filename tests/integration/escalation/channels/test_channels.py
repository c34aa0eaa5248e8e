"""Every row of the channel table against real servers, good and bad.

A channel joins by a row in `settings` and in `address`: how to set it up.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from care.escalation import Contact, Delivery, DeliveryStatus
from care.people import ProviderId
from escalation.channels.email import Email
from escalation.channels.table import TABLE, open_channels
from escalation.channels.webhook import signature
from escalation.settings import Details, EmailSettings, EscalationSettings, Security
from escalation.wording import message
from tests.fakes.calls import ADA, NAMES, THREE, notice
from tests.fakes.clock import HandClock

pytestmark = pytest.mark.integration

SECRET = b"a shared secret"
ECHO = "no thanks: Ada Lovelace, oxygen 86, jo@example.org"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[object]]


class Post:
    """The mind of an SMTP server: keeps letters, or refuses them loudly."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.refusal = ""

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 OK"


@asynccontextmanager
async def mail_server(post: Post) -> AsyncIterator[int]:
    """A real SMTP server on a free port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(post, loop=loop), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


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
async def listening(talk: Talk) -> AsyncIterator[int]:
    """A server of our own making on a free port; all its talks have ended afterwards."""
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

    server = await asyncio.start_server(whole, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        if talks:
            await asyncio.wait(talks, timeout=5)


def settings(name: str, port: int, folder: Path) -> EscalationSettings:
    secret = folder / "webhook.key"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    limits: dict[str, object] = {"step_limit": "PT1S", "whole_limit": "PT1.5S"}
    sections: dict[str, dict[str, object]] = {
        "email": {
            "host": "127.0.0.1",
            "port": port,
            "security": "plain",
            "sender": "home@example.org",
        },
        "webhook": {"secret_file": "webhook.key"},
    }
    return EscalationSettings.model_validate({name: sections[name] | limits})


def address(name: str, port: int) -> str:
    return {
        "email": "jo@example.org",
        "webhook": f"http://127.0.0.1:{port}/call",
    }[name]


async def deliver(name: str, port: int, folder: Path) -> Delivery:
    channel = open_channels(settings(name, port, folder), folder, HandClock(THREE))[name]
    to = Contact(provider=ProviderId("jo"), channel=name, address=address(name, port))
    told = notice(to)
    words = message(told, ADA, NAMES, EscalationSettings(), Details.FULL)
    async with asyncio.timeout(10):
        return await channel.deliver(told, words)


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


async def test_a_letter_arrives_as_it_should_look(tmp_path: Path) -> None:
    post = Post()
    async with mail_server(post) as port:
        first = await deliver("email", port, tmp_path)
        await deliver("email", port, tmp_path)
        post.refusal = f"550 5.7.1 {ECHO}"
        refused = await deliver("email", port, tmp_path)
    assert first.status is DeliveryStatus.HANDED_OVER
    letters = [message_from_bytes(raw, policy=policy.default) for raw in post.letters]
    assert letters[0]["Subject"] == "Philomel: urgent call, home 1, please open"
    assert letters[0]["To"] == "jo@example.org"
    assert letters[0]["Importance"] == "high"
    assert letters[0]["Message-ID"] == letters[1]["Message-ID"], "one notice, one letter"
    body = letters[0].get_body()
    assert body is not None
    assert "WHAT: oxygen 86 % for 40 s" in body.get_content()
    head = post.letters[0].split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    assert b"Ada" not in head
    assert b"SPO2" not in head
    assert refused.status is DeliveryStatus.REFUSED
    assert refused.detail.startswith("550 5.7.1 no thanks")
    assert "Ada" not in refused.detail


async def test_a_refused_recipient_is_a_refusal(tmp_path: Path) -> None:
    class Picky(Post):
        async def handle_RCPT(self, *_: object) -> str:  # noqa: N802 - aiosmtpd's name
            return "550 5.1.1 <jo@example.org> unknown"

    async with mail_server(Picky()) as port:
        delivery = await deliver("email", port, tmp_path)
    assert delivery.status is DeliveryStatus.REFUSED
    assert delivery.detail == "550 5.1.1 [address] unknown"


async def test_no_letter_goes_out_when_starttls_is_asked_for_and_not_there(
    tmp_path: Path,
) -> None:
    post = Post()
    async with mail_server(post) as port:
        given = settings("email", port, tmp_path)
        assert given.email is not None
        mail = EmailSettings.model_validate(
            given.email.model_dump() | {"security": Security.STARTTLS}
        )
        channel = Email(mail, tmp_path, HandClock(THREE))
        words = message(notice(), ADA, NAMES, given, Details.FULL)
        delivery = await channel.deliver(notice(), words)
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert "lacks" in delivery.detail
    assert post.letters == []


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


def test_the_table_names_what_the_policy_knows() -> None:
    assert {row.name for row in TABLE} == set(EscalationSettings.model_fields) & {
        "email",
        "webhook",
    }
    assert replace(notice()).contact.channel in {row.name for row in TABLE}
