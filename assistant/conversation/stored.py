"""The stored facts, read from the record in one look."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from assistant.conversation.known import READINGS, DeviceState, Event, Known, Told
from assistant.desks.checkins import CheckInState
from care.escalation import DeliveryStatus, Escalation
from care.medication import Dose, Regimen
from care.observation import Kind, Observation, Quality
from care.people import Patient, ProviderId
from records.unit import Unit

LOOK_BACK = timedelta(days=8)
DOSES_BACK = timedelta(days=3)
AHEAD = timedelta(hours=36)
TOLD_BACK = timedelta(hours=24)
BATTERY = Kind("battery")

T = TypeVar("T")


class Ask(Protocol):
    """Looks into the record off the loop (`assistant.ledger.Ledger.ask`)."""

    def __call__(self, question: Callable[[Unit], T]) -> Awaitable[T]:
        """The answer of the question."""
        ...


Plan = Callable[[tuple[Regimen, ...], Patient, datetime, datetime], tuple[Dose, ...]]
"""Doses due in a stretch (`reminders.plan.plan` with its table)."""


class StoredFacts:
    """See `assistant.conversation.known.Facts`."""

    def __init__(
        self, ask: Ask, plan: Plan, names: Mapping[ProviderId, str], nurse: str = ""
    ) -> None:
        """Look through `ask`; `names` are what people are called."""
        self._ask, self._plan, self._names, self._nurse = ask, plan, names, nurse

    async def known(self, patient: Patient, reading: str | None, now: datetime) -> Known:
        """Everything at once, in one reading transaction."""
        return await self._ask(lambda unit: self._known(unit, patient, reading, now))

    def _known(
        self, unit: Unit, patient: Patient, reading: str | None, now: datetime
    ) -> Known:
        regimens = unit.orders.running(patient.id)
        running = tuple(
            one
            for one in regimens
            if one.starts <= now and not (one.ends and one.ends <= now)
        )
        ended = unit.doses.between(patient.id, now - DOSES_BACK, now + AHEAD)
        done = {dose.id for dose in ended if dose.outcome}
        planned = self._plan(regimens, patient, now, now + AHEAD)
        return Known(
            readings=_readings(unit, patient, reading, now),
            doses=tuple(dose for dose in ended if dose.due <= now),
            planned=tuple(dose for dose in planned if dose.id not in done),
            regimens=running,
            told=self._told(unit, patient, now),
            devices=_devices(unit, patient),
            events=_events(unit, patient, now),
            nurse=self._nurse,
        )

    def _told(self, unit: Unit, patient: Patient, now: datetime) -> tuple[Told, ...]:
        found: list[Told] = []
        since = now - TOLD_BACK
        for escalation in unit.escalations.between(patient.id, since, now + TOLD_BACK):
            found += self._told_of(unit, escalation)
        return tuple(sorted(found, key=lambda one: one.at))

    def _told_of(self, unit: Unit, escalation: Escalation) -> list[Told]:
        taken = escalation.acknowledgement
        told = [
            Told(
                name=self._names.get(notice.contact.provider, notice.contact.provider),
                at=notice.created_at,
                reached=any(d.status is DeliveryStatus.HANDED_OVER for d in deliveries),
                acknowledged=False,
            )
            for notice, deliveries in unit.notices.of(escalation.id)
        ]
        if taken:
            name = self._names.get(taken.by, taken.by)
            told.append(Told(name=name, at=taken.at, reached=True, acknowledged=True))
        return told


def _readings(
    unit: Unit, patient: Patient, reading: str | None, now: datetime
) -> tuple[Observation, ...]:
    """The last eight days of what was asked about, and the last one however old."""
    found: dict[tuple[str, datetime], Observation] = {}
    for kind in READINGS.get(reading or "", ()):
        latest = unit.readings.latest(patient.id, kind)
        recent = unit.readings.between(patient.id, kind, now - LOOK_BACK, now + AHEAD)
        for one in (*recent, *([latest] if latest else [])):
            found[one.kind, one.taken_at] = one
    return tuple(sorted(found.values(), key=lambda one: one.taken_at))


def _events(unit: Unit, patient: Patient, now: datetime) -> tuple[Event, ...]:
    """The check-ins that the home will begin by itself."""
    saved = unit.states.load(f"checkins:{patient.id}", CheckInState)
    waiting = saved.rota.waiting if saved else ()
    return tuple(Event(at=one.due, key="check_in") for one in waiting if one.due > now)


def _devices(unit: Unit, patient: Patient) -> tuple[DeviceState, ...]:
    battery = unit.readings.latest(patient.id, BATTERY)
    names = {kind: name for name, kinds in READINGS.items() for kind in kinds}
    states = []
    for kind in unit.readings.kinds(patient.id):
        latest = unit.readings.latest(patient.id, kind)
        if latest is None or kind == BATTERY or latest.quality is Quality.NO_READING:
            continue
        same = battery is not None and battery.device == latest.device
        level = battery.value if same and battery is not None else None
        states.append(
            DeviceState(
                reading=names.get(kind, kind),
                last_at=latest.taken_at,
                battery=int(level) if isinstance(level, int | float) else None,
            )
        )
    return tuple(states)
