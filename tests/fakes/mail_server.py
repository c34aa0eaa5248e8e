"""A real SMTP server on a free port, and the mind behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Post:
    """Keeps letters, or refuses them loudly; some recipients it does not know."""

    def __init__(self, *unknown: str) -> None:
        self.letters: list[bytes] = []
        self.told: list[str] = []
        """Recipients of the letters that it kept."""
        self.refusal = ""
        self._unknown = unknown

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, to: str, _: object
    ) -> str:
        if to in self._unknown:
            return f"550 5.1.1 <{to}> unknown"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        self.told += envelope.rcpt_tos
        return "250 OK"


@asynccontextmanager
async def mail_server(
    post: Post, *, tls: SSLContext | None = None, **conduct: Any
) -> AsyncIterator[int]:
    """Its port; `tls` from the first byte, `conduct` as aiosmtpd's SMTP takes it."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(post, loop=loop, **conduct), "127.0.0.1", 0, ssl=tls
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
