"""Open alarms, most urgent first, with everything a person needs to answer them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.alarm import URGENCY, Cause, Priority
from care.escalation import DeliveryStatus, Escalation, Notice, Stage
from care.people import Patient
from records.requests import Request
from records.unit import Unit

LATE = timedelta(seconds=20)
"""Real time after which an answer that the home has not confirmed is worth a warning."""

TOPICS = (
    ("fall", ("FALL",)),
    ("oxygen", ("SPO2", "OXY")),
    ("glucose", ("GLU", "CGM")),
    ("help", ("HELP", "PANIC", "CRY", "BUTTON", "SAFETY")),
)
"""What to do by the beginning of an alarm's code (docs/alarms.md)."""


AGAINST = "denied_"
"""Beginning of the keys of reasons that speak against the alarm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person who was told, and what became of it."""

    name: str
    channel: str
    at: datetime
    status: DeliveryStatus | None
    """None while the notice is being sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An answer that the home has not confirmed yet."""

    kind: str
    """"acknowledge" or "resolve"."""
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One open alarm."""

    mark: str
    """Short name for the page; says nothing about anybody."""
    patient: str
    escalation: Escalation
    cleared_at: datetime | None
    told: tuple[Told, ...]
    pending: Pending | None
    todo: str
    """Wording key under `console.todo`."""

    @property
    def taken(self) -> bool:
        """Whether somebody is looking after it."""
        return self.escalation.stage is Stage.ACKNOWLEDGED

    @property
    def sure(self) -> str:
        """Wording key under `console.alarm`: how far the reasons support each other."""
        reasons = self.escalation.alarm.reasons
        if any(reason.key.startswith(AGAINST) for reason in reasons):
            return "sure_mixed"
        return "sure_one" if len(reasons) < 2 else "sure_many"  # noqa: PLR2004 - a pair

    @property
    def urgent(self) -> bool:
        """High priority and nobody has it: worth interrupting a reader."""
        return not self.taken and self.escalation.alarm.priority is Priority.HIGH


def todo(escalation: Escalation) -> str:
    """What to do: by what is wrong where we know more, else by how urgent it is."""
    alarm = escalation.alarm
    if alarm.cause is not Cause.PHYSIOLOGICAL:
        return alarm.cause.value
    code = alarm.code.upper()
    for topic, beginnings in TOPICS:
        if code.startswith(beginnings):
            return topic
    return alarm.priority.value


def urgency(escalation: Escalation) -> tuple[bool, int, datetime]:
    """Sorting: nobody has it before somebody has it, then priority, then age."""
    alarm = escalation.alarm
    taken = escalation.stage is Stage.ACKNOWLEDGED
    return (taken, URGENCY[alarm.priority], alarm.raised_at)


def mark(key: str) -> str:
    """A short name that gives nothing away, for ids and addresses of pages."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def pending(
    waiting: Iterable[Request], escalation: str, now: datetime, late: timedelta = LATE
) -> Pending | None:
    """The last answer about this escalation that the home has not handled."""
    own = [one for one in waiting if one.body.get("escalation") == escalation]
    if not own:
        return None
    last = own[-1]
    return Pending(kind=last.kind, at=last.at, late=now - last.at > late)


def _told(unit: Unit, notice: Notice, names: dict[str, str]) -> Told:
    deliveries = unit.notices.deliveries(notice.id)
    provider = notice.contact.provider
    return Told(
        name=names.get(provider, provider),
        channel=notice.contact.channel,
        at=notice.created_at,
        status=deliveries[-1].status if deliveries else None,
    )


def cards(
    unit: Unit,
    patients: Iterable[Patient],
    names: dict[str, str],
    now: datetime,
    late: timedelta = LATE,
) -> tuple[Card, ...]:
    """Every open alarm of these patients.

    Args:
        unit: a look at the record.
        patients: whom the reader may see.
        names: provider id to name.
        now: the home's present instant.
        late: home time after which an unconfirmed answer is late.
    """
    known = {patient.id: patient.name for patient in patients}
    waiting = unit.requests.waiting()
    return tuple(
        Card(
            mark=mark(one.id),
            patient=known[one.alarm.patient],
            escalation=one,
            cleared_at=unit.alarms.cleared_at(one.alarm.id),
            told=tuple(_told(unit, notice, names) for notice, _ in unit.notices.of(one.id)),
            pending=pending(waiting, one.id, now, late),
            todo=todo(one),
        )
        for one in sorted(unit.escalations.open(), key=urgency)
        if one.alarm.patient in known
    )
