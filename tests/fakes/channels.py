"""How each channel is set up against a server on this machine, and one call through it."""

import asyncio
from pathlib import Path

from care.escalation import Contact, Delivery
from care.people import ProviderId
from escalation.channels.table import open_channels
from escalation.settings import Details, EscalationSettings
from escalation.wording import message
from tests.fakes.calls import ADA, NAMES, THREE, notice
from tests.fakes.clock import HandClock

SECRET = b"a shared secret"
ECHO = "no thanks: Ada Lovelace, oxygen 86, jo@example.org"
"""What a careless server says back: names and values that no account may repeat."""


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
