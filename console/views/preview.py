"""The next seven days of a medicine, before and after a change, dose by dose."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from care.medication import Regimen
from care.people import Patient
from reminders.plan import plan
from reminders.slots import SlotTable

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One dose of the preview: there before, there after, or both."""

    at: datetime
    before: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The doses of one local day."""

    day: datetime
    slots: tuple[Slot, ...]


def dues(
    regimen: Regimen, patient: Patient, start: datetime, end: datetime, slots: SlotTable
) -> tuple[datetime, ...]:
    """When doses are due; TimingError names an element that cannot be followed."""
    doses = plan((regimen,), patient.routine, patient.zone, start, end, table=slots)
    return tuple(dose.due for dose in doses)


def preview(
    before: Regimen | None,
    after: Regimen,
    patient: Patient,
    now: datetime,
    slots: SlotTable,
) -> tuple[DayPlan, ...]:
    """Seven local days from today on: each dose with whether it is new or gone."""
    first = now.astimezone(patient.zone).date()
    midnight = datetime.combine(first + WEEK, time(0), patient.zone)
    old = set(dues(before, patient, now, midnight, slots)) if before else set()
    new = set(dues(after, patient, now, midnight, slots))
    return tuple(_day(first + timedelta(days=i), old, new, patient) for i in range(7))


def _day(day: date, old: set[datetime], new: set[datetime], patient: Patient) -> DayPlan:
    inside = [at for at in old | new if at.astimezone(patient.zone).date() == day]
    return DayPlan(
        day=datetime.combine(day, time(12), patient.zone),
        slots=tuple(
            Slot(at=at, before=at in old, after=at in new) for at in sorted(inside)
        ),
    )
