"""What services say of themselves, as troubles of the home."""

from datetime import timedelta

from assistant.desks.troubles import START_UP, Trouble
from assistant.speakers.port import Change
from assistant.supervise import Health
from care.alarm import Priority
from care.errors import StoreError
from sensors.incident import Incident
from sensors.incident import Trouble as Kind

OF_THE_HOME = frozenset({"ca", "broker", "hub", "crl"})
"""What expires besides the certificates of devices."""
FAILURES = 3
"""A service that fails so often in a row becomes a trouble."""

_INCIDENTS: dict[Kind, tuple[str, Priority]] = {
    Kind.BROKER_GONE: ("broker_gone", Priority.MEDIUM),
    Kind.STORE_FAILING: ("store_failing", Priority.HIGH),
    Kind.MISBEHAVING: ("device_misbehaving", Priority.LOW),
    Kind.EXPIRING: ("certificate_expiring", Priority.LOW),
}
"""Wording key and priority of what the hub reports."""


def of_service(health: Health) -> Trouble:
    """A supervised service: one failure is mended by its restart, several are not."""
    return Trouble(
        code=f"SERVICE-{health.service.upper().replace(' ', '-')}",
        key="service_failing",
        over=health.failures < FAILURES,
        priority=Priority.MEDIUM,
        patience=timedelta(0),
        what=health.service,
    )


def of_hub(incident: Incident) -> Trouble:
    """What the intake noticed about broker, store and devices."""
    key, priority = _INCIDENTS[incident.trouble]
    name = incident.device or ""
    if incident.trouble is Kind.EXPIRING and not name:
        priority = Priority.MEDIUM  # with the home's own certificate all measuring ends
        part = incident.detail.partition(" ")[0]
        name = part if part in OF_THE_HOME else ""
    return Trouble(
        code="-".join(filter(None, (incident.trouble.value.upper(), name.upper()))),
        key=key,
        over=incident.over,
        priority=priority,
        what=name,
    )


def of_speaker(speaker: str, change: Change) -> Trouble:
    """The link to a speaker: without it the home can neither hear nor ask."""
    return Trouble(
        code=f"SPEAKER-{speaker.upper()}",
        key="speaker_lost",
        over=change is Change.CONNECTED,
        at_first=START_UP,
        what=speaker,
    )


def of_voice(*, speaks: bool) -> Trouble:
    """Whether what the home wanted to say was heard by nobody, for whatever reason."""
    return Trouble(code="VOICE", key="voice_failing", over=speaks, priority=Priority.HIGH)


def of_record(error: StoreError) -> Trouble:
    """The record cannot be written; the text of the error names no health data."""
    return Trouble(
        code="RECORD",
        key="store_failing",
        priority=Priority.HIGH,
        patience=timedelta(0),
        what=type(error).__name__,
    )


RECORD_AGAIN = Trouble(code="RECORD", key="store_failing", over=True)
"""The record can be written again."""
