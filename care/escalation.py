"""Who is told, in which order, until somebody answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from care.alarm import Alarm
from care.people import ProviderId

EscalationId = NewType("EscalationId", str)
NoticeId = NewType("NoticeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person by one channel."""

    provider: ProviderId
    channel: str
    """Row of the channel table: "email", "webhook", ..."""
    address: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Whom to tell, and how long to wait for them."""

    contacts: tuple[Contact, ...]
    wait: timedelta
    """From telling this rung to telling the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A ladder as a clinician approved it; an alarm climbs a snapshot of it."""

    id: str
    revision: int
    rungs: tuple[Rung, ...]
    repeat: timedelta
    """After the last rung, tell everybody again at this interval, without end."""
    lapse: timedelta
    """An acknowledgement without a resolution runs out after this."""


class Stage(StrEnum):
    """Where an escalation stands."""

    CLIMBING = "climbing"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Outcome(StrEnum):
    """What the resolving person found; needed for the false-alarm budget."""

    REAL_HELPED = "real_helped"
    REAL_NO_ACTION = "real_no_action"
    FALSE_ALARM = "false_alarm"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody has taken it; not yet an end."""

    by: ProviderId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Somebody has ended it, and said what it was."""

    by: ProviderId
    at: datetime
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one person by one channel (FHIR CommunicationRequest)."""

    id: NoticeId
    escalation: EscalationId
    contact: Contact
    alarm: Alarm
    rung: int
    attempt: int
    """0 for the first telling; +1 each time round."""
    created_at: datetime
    told: tuple[ProviderId, ...] = ()
    """Who was told of this escalation before, in order."""


class DeliveryStatus(StrEnum):
    """What became of a notice."""

    HANDED_OVER = "handed_over"
    """The next system has accepted it; nobody has answered."""
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The channel's own account of one notice (FHIR Communication)."""

    notice: NoticeId
    status: DeliveryStatus
    at: datetime
    detail: str = ""
    """The other side's words, without health data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One alarm on its way up a ladder (FHIR Task)."""

    id: EscalationId
    alarm: Alarm
    policy: Policy
    stage: Stage
    rung: int
    """Index of the rung told last; -1 before the first."""
    attempt: int
    due: datetime | None
    """Next wake-up; None only when resolved."""
    told: tuple[ProviderId, ...] = ()
    """Who was told so far, in order, each once; every notice is in the record."""
    standing: tuple[NoticeId, ...] = ()
    """Notices of the last telling that have not failed."""
    since: datetime | None = None
    """Start of the present climb; an acknowledgement from before it does not count."""
    acknowledgement: Acknowledgement | None = None
    resolution: Resolution | None = None
