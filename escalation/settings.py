"""The `escalation` section of config.yml: whom to tell, and how to reach them."""

from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from care.alarm import Priority
from care.config import Section
from care.settings import Id

Span = Annotated[timedelta, Field(ge=timedelta(seconds=1))]
Limit = Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=2))]


class Details(StrEnum):
    """How much the body of a message may say; the subject never says anything."""

    NONE = "none"
    """Only where to look."""
    SUMMARY = "summary"
    """What kind of alarm and what to do; no name, no measured value."""
    FULL = "full"
    """Name, reasons with values, and who was told."""


class ContactSettings(Section):
    """One person by one channel."""

    provider: Id
    channel: str = "email"
    address: str | None = None
    """An e-mail address or a webhook URL; an e-mail contact takes the provider's own."""


class RungSettings(Section):
    """Whom to tell together, and how long to wait for them."""

    to: Annotated[tuple[ContactSettings, ...], Field(min_length=1)]
    wait: Span = timedelta(minutes=1)


class PolicySettings(Section):
    """One ladder, written out."""

    rungs: Annotated[tuple[RungSettings, ...], Field(min_length=1)]
    repeat: Span
    lapse: Span


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Security(StrEnum):
    """How the way to the e-mail server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"
    """For a server on this machine only."""


class EmailSettings(Section):
    """The e-mail server that takes our notices."""

    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Security = Security.STARTTLS
    authority: Path | None = None
    """PEM file of the authority that signed the server's certificate, if a private one."""
    sender: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
    user: str | None = None
    password_file: Path | None = None
    """File with the password, mode 0600; relative to the home folder."""
    details: Details = Details.FULL
    step_limit: Limit = timedelta(seconds=10)
    """For the connection and for each answer."""
    whole_limit: Limit = timedelta(seconds=25)

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.security is Security.PLAIN and not is_loopback(self.host):
            raise ValueError("plain is for a server on this machine; use starttls or tls")
        if (self.user is None) != (self.password_file is None):
            raise ValueError("user and password_file go together")
        return self


class WebhookSettings(Section):
    """Web addresses that take our notices, signed with a shared secret."""

    secret_file: Path
    """File with the secret, mode 0600; relative to the home folder."""
    authority: Path | None = None
    """PEM file of a private authority."""
    details: Details = Details.FULL
    step_limit: Limit = timedelta(seconds=5)
    whole_limit: Limit = timedelta(seconds=15)


def is_safe_url(url: str) -> bool:
    """Whether a webhook may be called: https, or http on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password:
        return False
    plain = parts.scheme == "http" and is_loopback(parts.hostname)
    return parts.scheme == "https" or plain


class EscalationSettings(Section):
    """Whom to tell, in which order, and through what."""

    label: Annotated[str, Field(max_length=40)] = "home 1"
    """What a lock screen may show of this home: no name, no address."""
    console: str = "https://127.0.0.1:8443"
    """Where the console is reached; stands in every message."""
    contacts: tuple[ContactSettings, ...] = ()
    """First, second, third, ...: the ladder where no policy is written out."""
    policies: dict[Priority, PolicySettings] = Field(default_factory=dict)
    """Ladders written out, by priority."""
    email: EmailSettings | None = None
    webhook: WebhookSettings | None = None
