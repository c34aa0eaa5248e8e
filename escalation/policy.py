"""From settings to the ladders that alarms climb.

Where no policy is written out, the contacts are the rungs, one after another, at the
times of docs/escalation.md: high 0, 30, 90 s and then everybody every
5 minutes; medium 0, 15, 30 min; low at once and once a day (steps and repeats after
PagerDuty, GoAlert and the telecare target of 97.5 % answered within 60 s). A high
priority can be made faster, never slow: its bounds are the urgent floors of the ladder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from care.alarm import Priority
from care.config import line_of
from care.errors import ConfigError
from care.escalation import Contact, Policy, Rung
from care.people import ProviderId
from care.settings import CareSettings
from escalation.settings import (
    ContactSettings,
    EscalationSettings,
    PolicySettings,
    RungSettings,
    is_safe_url,
)

SECONDS, MINUTES, HOURS = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a ladder is climbed."""

    waits: tuple[timedelta, ...]
    """After each rung; the last counts for all further ones."""
    repeat: timedelta
    lapse: timedelta


DEFAULT = {
    Priority.HIGH: Pace(
        waits=(30 * SECONDS, 60 * SECONDS, 90 * SECONDS),
        repeat=5 * MINUTES,
        lapse=15 * MINUTES,
    ),
    Priority.MEDIUM: Pace(waits=(15 * MINUTES,), repeat=30 * MINUTES, lapse=60 * MINUTES),
    Priority.LOW: Pace(waits=(24 * HOURS,), repeat=24 * HOURS, lapse=24 * HOURS),
}
SLOWEST_HIGH = Pace(waits=(5 * MINUTES,), repeat=10 * MINUTES, lapse=30 * MINUTES)
"""The floors: a high priority may not wait longer than this."""


def _is_email(address: str) -> bool:
    name, at, host = address.rpartition("@")
    return bool(name and at and host) and not set(address) & set(' \t\r\n<>,;"')


ADDRESSES: dict[str, tuple[Callable[[str], bool], str]] = {
    "email": (_is_email, "should be one e-mail address"),
    "webhook": (is_safe_url, "should be an https:// address"),
}
"""Of each channel, named as its settings are, what is an address of it."""


class _Reader:
    """Reads contacts and ladders, and says which key of which file is wrong."""

    def __init__(
        self, settings: EscalationSettings, care: CareSettings, file: Path
    ) -> None:
        self._settings, self._care, self._file = settings, care, file

    def wrong(self, key: str, expected: str) -> ConfigError:
        full = f"escalation.{key}"
        return ConfigError(self._file, line_of(self._file, full), full, expected)

    def contact(self, given: ContactSettings, key: str) -> Contact:
        person = self._care.providers.get(given.provider)
        if person is None:
            raise self.wrong(f"{key}.provider", f"no {given.provider!r} in care.providers")
        if given.channel not in ADDRESSES:
            known = ", ".join(ADDRESSES)
            raise self.wrong(f"{key}.channel", f"no {given.channel!r}; known are {known}")
        if getattr(self._settings, given.channel) is None:
            raise self.wrong(given.channel, f"must be set up, {key} is told through it")
        own = person.email if given.channel == "email" else None
        address = given.address or own
        if not address:
            raise self.wrong(f"{key}.address", "nowhere to send to")
        fits, expected = ADDRESSES[given.channel]
        if not fits(address):
            raise self.wrong(f"{key}.address", expected)
        return Contact(
            provider=ProviderId(given.provider),
            channel=given.channel,
            address=address,
            language=person.language.value,
        )

    def policy(self, name: Priority, given: PolicySettings, key: str) -> Policy:
        rungs = tuple(
            Rung(
                contacts=tuple(
                    self.contact(each, _spot(key, i, j)) for j, each in enumerate(rung.to)
                ),
                wait=rung.wait,
            )
            for i, rung in enumerate(given.rungs)
        )
        policy = Policy(
            id=name.value, revision=1, rungs=rungs, repeat=given.repeat, lapse=given.lapse
        )
        if name is Priority.HIGH:
            self._urgent(policy, key)
        return policy

    def _urgent(self, policy: Policy, key: str) -> None:
        longest = max(rung.wait for rung in policy.rungs)
        for part, value, most in (
            ("rungs.wait", longest, SLOWEST_HIGH.waits[0]),
            ("repeat", policy.repeat, SLOWEST_HIGH.repeat),
            ("lapse", policy.lapse, SLOWEST_HIGH.lapse),
        ):
            if value > most:
                raise self.wrong(f"{key}.{part}", f"at most {most} for high, not {value}")

    def default(self, name: Priority) -> PolicySettings:
        pace = DEFAULT[name]
        last = len(pace.waits) - 1
        return PolicySettings(
            rungs=tuple(
                RungSettings(to=(one,), wait=pace.waits[min(i, last)])
                for i, one in enumerate(self._settings.contacts)
            ),
            repeat=pace.repeat,
            lapse=pace.lapse,
        )


def _spot(key: str, rung: int, place: int) -> str:
    return f"contacts.{rung}" if key == "contacts" else f"{key}.rungs.{rung}.to.{place}"


def policies(
    settings: EscalationSettings, care: CareSettings, file: Path
) -> dict[Priority, Policy]:
    """The ladder of every priority.

    Empty when the home has no patients; ConfigError when it has and nobody would be
    told, when a contact cannot be reached, or when high is slower than its floors.
    """
    reader = _Reader(settings, care, file)
    if not settings.contacts and len(settings.policies) < len(Priority):
        if not care.patients and not settings.policies:
            return {}
        expected = "somebody to tell: a list of `provider:` ids, first to be told first"
        raise reader.wrong("contacts", expected)
    return {
        name: reader.policy(name, settings.policies[name], f"policies.{name.value}")
        if name in settings.policies
        else reader.policy(name, reader.default(name), "contacts")
        for name in Priority
    }
