"""The provider's mailbox and pager: a real SMTP server and a real web hook, on loopback."""

import asyncio
import email
import email.policy
import json
from dataclasses import dataclass
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One e-mail as it arrived."""

    to: str
    subject: str
    body: str


class Mailbox:
    """Takes every mail on a loopback port; lives in a thread of the library's own."""

    def __init__(self, port: int) -> None:
        """Hold where to listen."""
        self.mails: asyncio.Queue[Mail] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def start(self) -> None:
        """Begin to listen; OSError when the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """End listening."""
        self._controller.stop()

    async def handle_DATA(  # noqa: N802 - the library looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep one mail (called in the library's thread)."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        part = message.get_body(("plain",))
        mail = Mail(
            to=", ".join(envelope.rcpt_tos),
            subject=str(message["Subject"]),
            body=part.get_content() if part else "",
        )
        self._loop.call_soon_threadsafe(self.mails.put_nowait, mail)
        return "250 Message accepted for delivery"


class Pager:
    """Takes every web hook call on a loopback port."""

    def __init__(self, port: int) -> None:
        """Hold where to listen."""
        self.calls: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._port = port

    async def serve(self) -> None:
        """Answer until cancelled."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", self._port)
        async with server:
            await server.serve_forever()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            lengths = [x for x in head.splitlines() if x.startswith("content-length:")]
            body = (
                await reader.readexactly(int(lengths[0].split(":")[1]))
                if lengths
                else b"{}"
            )
            self.calls.put_nowait(json.loads(body))
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            await writer.drain()
        finally:
            writer.close()
