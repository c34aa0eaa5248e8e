"""E-mail through the home's mail server (RFC 5321, 8314).

The library blocks, so each message has its own thread; every wait on the socket is
limited, and so is the whole, because a server that sends one byte at a time never times
out. When the time is up the socket is shut, which ends the thread as well.
"""

import asyncio
import hashlib
import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from care.alarm import Priority
from care.clock import Clock
from care.escalation import Delivery, DeliveryStatus, Notice
from escalation.channels.port import account
from escalation.channels.reply import cleaned
from escalation.message import Message
from escalation.secret import read_secret
from escalation.settings import EmailSettings, Security


class Email:
    """The mail server of this home."""

    def __init__(self, settings: EmailSettings, home: Path, clock: Clock) -> None:
        """Read what is needed now, so that a missing file shows at the start."""
        self.details = settings.details
        self._settings = settings
        self._clock = clock
        self._tls = _tls(settings, home)
        self._password = ""
        if settings.password_file is not None:
            secret = read_secret(home / settings.password_file, "escalation.email")
            self._password = secret.decode()

    async def deliver(self, notice: Notice, message: Message) -> Delivery:
        """See `Channel`."""
        letter = self._letter(notice, message)
        server = _Server(
            local_hostname="[127.0.0.1]",  # our name is nobody's business, nor a lookup's
            timeout=self._settings.step_limit.total_seconds(),
        )
        status, detail = DeliveryStatus.HANDED_OVER, ""
        try:
            async with asyncio.timeout(self._settings.whole_limit.total_seconds()):
                await asyncio.to_thread(self._send, server, letter)
        except smtplib.SMTPRecipientsRefused as error:
            status = DeliveryStatus.REFUSED
            detail = _said(next(iter(error.recipients.values())), message)
        except smtplib.SMTPResponseException as error:
            status = DeliveryStatus.REFUSED
            detail = _said((error.smtp_code, error.smtp_error), message)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            status, detail = DeliveryStatus.UNREACHABLE, _kind(error)
        finally:
            server.shut()
        return account(notice, status, self._clock.now(), detail)

    def _letter(self, notice: Notice, message: Message) -> EmailMessage:
        name = hashlib.sha256(notice.id.encode()).hexdigest()[:32]
        host = self._settings.sender.rpartition("@")[2]
        letter = EmailMessage()
        letter["From"] = self._settings.sender
        letter["To"] = notice.contact.address
        letter["Subject"] = message.title
        letter["Date"] = format_datetime(notice.created_at)
        letter["Message-ID"] = f"<{name}@{host}>"  # the same notice is the same letter
        letter["References"] = f"<{notice.escalation}@{host}>"  # one thread per call
        letter["Auto-Submitted"] = "auto-generated"
        letter["Content-Language"] = message.language
        if notice.alarm.priority is Priority.HIGH:
            letter["Importance"] = "high"
        letter.set_content(message.body, cte="quoted-printable")
        return letter

    def _send(self, server: "_Server", letter: EmailMessage) -> None:
        settings = self._settings
        try:
            server.open(settings, self._tls)
            if settings.security is Security.STARTTLS:
                server.starttls(context=self._tls)
            if settings.user is not None:
                server.login(settings.user, self._password)
            server.send_message(letter)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # it has the letter; what it says now changes nothing
        finally:
            server.close()


class _Server(smtplib.SMTP):
    """A conversation with the mail server that another thread can end."""

    def open(self, settings: EmailSettings, tls: ssl.SSLContext) -> None:
        """Connect, under TLS from the first byte where so set, and hear the greeting."""
        self._first_tls = tls if settings.security is Security.TLS else None
        self._host = settings.host  # the name that STARTTLS checks
        code, words = self.connect(settings.host, settings.port)
        if code != 220:  # noqa: PLR2004 - "service ready", RFC 5321 4.2.2
            raise smtplib.SMTPConnectError(code, words)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        if self._first_tls is None:
            return plain
        return self._first_tls.wrap_socket(plain, server_hostname=host)

    def shut(self) -> None:
        """End the conversation at once, so that the thread that waits on it ends too.

        The plain `shutdown` below TLS: that of the TLS socket would forget the TLS
        first, and what the thread sends in that moment would go out in the clear.
        """
        if isinstance(self.sock, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _tls(settings: EmailSettings, home: Path) -> ssl.SSLContext:
    authority = None if settings.authority is None else str(home / settings.authority)
    context = ssl.create_default_context(cafile=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _said(reply: tuple[int, bytes | str], message: Message) -> str:
    code, words = reply
    return f"{code} {cleaned(words, message.private)}".strip()


def _kind(error: BaseException) -> str:
    """A failure in our own words; the library's may hold addresses."""
    match error:
        case TimeoutError():
            return "no answer in time"
        case ssl.SSLCertVerificationError():
            return f"certificate not accepted ({error.verify_message})"
        case ssl.SSLError():
            return "TLS failed"
        case smtplib.SMTPNotSupportedError():
            return "the server lacks what the settings ask for (STARTTLS or sign-in)"
        case smtplib.SMTPServerDisconnected():
            late = "timed out" in str(error)  # the library wraps the time-out
            return "no answer in time" if late else "the server hung up"
        case OSError():
            return f"no connection ({type(error).__name__})"
    return f"not understood ({type(error).__name__})"
