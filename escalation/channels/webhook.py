"""A signed web call: JSON by POST, so that a hospital's or family's system can pass it on.

Headers, documented in docs/escalation.md:

    Philomel-Timestamp  POSIX seconds of sending, by the home's clock
    Philomel-Signature  "v1=" and hex HMAC-SHA256(secret, timestamp + "." + body bytes)
    Idempotency-Key     id of the notice: the same key is the same notice

The receiver answers 2xx once it has taken the notice over. Redirects are refused: the
body belongs to the address that a clinician entered and to no other.
"""

import asyncio
import hashlib
import hmac
import json
import ssl
from pathlib import Path

import httpx

from care.clock import Clock
from care.escalation import Delivery, DeliveryStatus, Notice
from escalation.channels.port import account
from escalation.channels.reply import LONGEST, cleaned
from escalation.message import Message
from escalation.secret import read_secret
from escalation.settings import WebhookSettings

TIMESTAMP, SIGNATURE, KEY = (
    "Philomel-Timestamp",
    "Philomel-Signature",
    "Idempotency-Key",
)


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """What the signature header holds."""
    seal = hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256)
    return f"v1={seal.hexdigest()}"


def body_of(notice: Notice, message: Message) -> bytes:
    """The JSON of a notice."""
    content = {
        "notice": notice.id,
        "call": notice.escalation,
        "priority": notice.alarm.priority.value,
        "provider": notice.contact.provider,
        "rung": notice.rung,
        "attempt": notice.attempt,
        "created_at": notice.created_at.isoformat(),
        "language": message.language,
        "title": message.title,
        "body": message.body,
    }
    return json.dumps(content, ensure_ascii=False).encode()


class Webhook:
    """The web addresses of this home's people."""

    def __init__(self, settings: WebhookSettings, home: Path, clock: Clock) -> None:
        """Read the secret now, so that a missing file shows at the start."""
        self.details = settings.details
        self._settings = settings
        self._clock = clock
        self._secret = read_secret(home / settings.secret_file, "escalation.webhook")
        authority = settings.authority
        trusted = None if authority is None else str(home / authority)
        self._tls = ssl.create_default_context(cafile=trusted)

    async def deliver(self, notice: Notice, message: Message) -> Delivery:
        """See `Channel`."""
        try:
            async with asyncio.timeout(self._settings.whole_limit.total_seconds()):
                code, words = await self._post(notice, message)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            detail = _kind(error)
            return account(notice, DeliveryStatus.UNREACHABLE, self._clock.now(), detail)
        if httpx.codes.is_success(code):
            return account(notice, DeliveryStatus.HANDED_OVER, self._clock.now())
        detail = f"{code} {cleaned(words, message.private)}".strip()
        return account(notice, DeliveryStatus.REFUSED, self._clock.now(), detail)

    async def _post(self, notice: Notice, message: Message) -> tuple[int, bytes]:
        body = body_of(notice, message)
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: signature(self._secret, timestamp, body),
            KEY: notice.id,
        }
        limit = httpx.Timeout(self._settings.step_limit.total_seconds())
        async with (
            httpx.AsyncClient(verify=self._tls, timeout=limit, trust_env=False) as client,
            client.stream(
                "POST", notice.contact.address, content=body, headers=headers
            ) as answer,
        ):
            return answer.status_code, await _beginning(answer)


async def _beginning(answer: httpx.Response) -> bytes:
    """The first bytes of an answer: enough to show, never enough to fill the memory."""
    if answer.is_success:
        return b""
    words = b""
    async for part in answer.aiter_raw(LONGEST):
        words += part
        if len(words) >= LONGEST:
            break
    return words[:LONGEST]


def _kind(error: BaseException) -> str:
    """A failure in our own words; the library's may hold the address."""
    match error:
        case TimeoutError() | httpx.TimeoutException():
            return "no answer in time"
        case httpx.ConnectError():
            return "no connection"
        case httpx.ProtocolError():
            return "the answer is no HTTP"
    return f"not handed over ({type(error).__name__})"
