"""Which channels there are. A new one is one file and one row; the shared tests run it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from care.clock import Clock
from escalation.channels.email import Email
from escalation.channels.port import Channel
from escalation.channels.webhook import Webhook
from escalation.settings import EscalationSettings

Build = Callable[[EscalationSettings, Path, Clock], Channel | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of channel."""

    name: str
    """What contacts call it."""
    build: Build
    """From settings, home folder and clock; None when it is not set up."""


def _email(settings: EscalationSettings, home: Path, clock: Clock) -> Channel | None:
    return None if settings.email is None else Email(settings.email, home, clock)


def _webhook(settings: EscalationSettings, home: Path, clock: Clock) -> Channel | None:
    return None if settings.webhook is None else Webhook(settings.webhook, home, clock)


TABLE = (
    Row(name="email", build=_email),
    Row(name="webhook", build=_webhook),
)


def open_channels(
    settings: EscalationSettings, home: Path, clock: Clock
) -> dict[str, Channel]:
    """Every channel that is set up; SetupError when a secret is missing."""
    built = {row.name: row.build(settings, home, clock) for row in TABLE}
    return {name: channel for name, channel in built.items() if channel is not None}
