"""Doses of which somebody can tell, and the time at which they say it was."""

from datetime import datetime, time, timedelta

from care.medication import Dose, DoseId, Sign
from care.people import Patient
from records.unit import Unit
from reminders.element import TimingError
from reminders.plan import plan
from reminders.slots import SlotTable

BACK = timedelta(hours=47)
"""So long the home still takes a word about a dose (`reminders.tray.KEPT`)."""
PLANNED = timedelta(hours=3)
"""Doses so near that the record need not have them yet."""
SIGNS = (Sign.TAKEN, Sign.PART, Sign.NOT_TAKEN)


def tellable(
    unit: Unit, patient: Patient, now: datetime, slots: SlotTable
) -> tuple[Dose, ...]:
    """Doses that were due or may be taken by now, the latest first."""
    known = {one.id: one for one in unit.doses.between(patient.id, now - BACK, now + BACK)}
    try:
        planned = plan(
            unit.orders.running(patient.id),
            patient.routine,
            patient.zone,
            now - PLANNED,
            now + PLANNED,
            table=slots,
        )
    except TimingError:
        planned = ()
    found = {one.id: one for one in planned} | known
    ready = (one for one in found.values() if one.opens <= now)
    return tuple(sorted(ready, key=lambda one: (one.due, one.id), reverse=True))


def find(
    unit: Unit, patient: Patient, now: datetime, slots: SlotTable, dose: str
) -> Dose | None:
    """The dose of that id, if it can be told of."""
    wanted = DoseId(dose)
    return next((o for o in tellable(unit, patient, now, slots) if o.id == wanted), None)


def taken_at(dose: Dose, at: time, patient: Patient, now: datetime) -> datetime | None:
    """The instant nearest the dose with that time of day; None when it is still to come."""
    day = dose.due.astimezone(patient.zone).date()
    near = [datetime.combine(day + timedelta(days=n), at, patient.zone) for n in (-1, 0, 1)]
    past = [one for one in near if one <= now]
    return min(past, key=lambda one: abs(one - dose.due), default=None)
