"""The Now page: alarms first, then whether the home watches, values and next doses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from care.escalation import Escalation, Stage
from care.medication import Dose
from care.people import Patient
from console.office import Office
from console.views.alarms import LATE, Card, cards
from console.views.values import SILENT, Latest, Watching, latest, watching
from records.unit import Unit
from reminders.element import TimingError
from reminders.plan import plan
from reminders.slots import SlotTable

DAY = timedelta(days=1)
MOST_DOSES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What one patient's devices and plan say."""

    patient: Patient
    values: tuple[Latest, ...]
    doses: tuple[Dose, ...]
    messages: int
    """How many that the patient left wait for somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """An alarm that somebody has ended."""

    escalation: Escalation
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Everything on the page."""

    at: datetime
    cards: tuple[Card, ...]
    watching: Watching
    homes: tuple[Home, ...]
    closed: tuple[Closed, ...]


def next_doses(
    unit: Unit, patient: Patient, now: datetime, slots: SlotTable
) -> tuple[Dose, ...]:
    """Doses of the coming day, each as the ledger knows it, else as planned."""
    regimens = unit.orders.running(patient.id)
    try:
        planned = plan(regimens, patient.routine, patient.zone, now, now + DAY, table=slots)
    except TimingError:
        planned = ()
    known = {dose.id: dose for dose in unit.doses.between(patient.id, now - DAY, now + DAY)}
    open_now = [d for d in known.values() if d.outcome is None and d.due < now <= d.closes]
    coming = [known.get(dose.id, dose) for dose in planned]
    return tuple([*open_now, *(d for d in coming if d.outcome is None)][:MOST_DOSES])


def _closed(unit: Unit, office: Office, now: datetime) -> tuple[Closed, ...]:
    found = [
        one
        for patient in office.patients()
        for one in unit.escalations.between(patient.id, now - DAY, now)
        if one.stage is Stage.RESOLVED and one.resolution
    ]
    found.sort(key=lambda one: one.resolution.at if one.resolution else now, reverse=True)
    return tuple(
        Closed(escalation=one, name=office.name_of(one.resolution.by))
        for one in found[:10]
        if one.resolution
    )


def home_time(office: Office, real: timedelta) -> timedelta:
    """How much home time passes in so much real time; more in an accelerated home."""
    pace = office.clock.real_seconds(timedelta(seconds=1))
    return real / pace if pace > 0 else real


def gather(unit: Unit, office: Office, now: datetime) -> Now:
    """The page's content from one consistent look at the record."""
    names = {key: office.name_of(key) for key in office.people.providers}
    patients = office.patients()
    usual = timedelta(minutes=office.settings.stale_minutes)
    return Now(
        at=now,
        cards=cards(unit, patients, names, now, home_time(office, LATE)),
        watching=watching(unit, now, home_time(office, SILENT)),
        homes=tuple(
            Home(
                patient=patient,
                values=latest(unit, patient, now, usual),
                doses=next_doses(unit, patient, now, office.slots),
                messages=len(unit.tasks.open(patient.id)),
            )
            for patient in patients
        ),
        closed=_closed(unit, office, now),
    )
