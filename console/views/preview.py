"""The seven days from a change on, before and after it, dose by dose."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from care.medication import Dose
from care.order import Order
from care.people import Patient
from reminders.plan import plan
from reminders.slots import SlotTable

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One dose of the preview: there before, there after, or both."""

    at: datetime
    dose_text: str
    before: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The doses of one local day."""

    day: datetime
    slots: tuple[Slot, ...]


def dues(
    order: Order, patient: Patient, start: datetime, end: datetime, slots: SlotTable
) -> tuple[Dose, ...]:
    """The doses of an order; TimingError names an element that cannot be followed."""
    return plan(order.regimens, patient.routine, patient.zone, start, end, table=slots)


def preview(
    before: Order | None, after: Order, patient: Patient, now: datetime, slots: SlotTable
) -> tuple[DayPlan, ...]:
    """Seven local days from the change on: each dose with whether it is new or gone."""
    start = max(now, after.effective)
    first = start.astimezone(patient.zone).date()
    midnight = datetime.combine(first + WEEK, time(0), patient.zone)
    old = set(_said(before, patient, start, midnight, slots)) if before else set()
    new = set(_said(after, patient, start, midnight, slots))
    return tuple(_day(first + timedelta(days=i), old, new, patient) for i in range(7))


Said = tuple[datetime, str]


def _said(
    order: Order, patient: Patient, start: datetime, end: datetime, slots: SlotTable
) -> tuple[Said, ...]:
    found = dues(order, patient, start, end, slots)
    return tuple((dose.due, dose.dose_text) for dose in found)


def _day(day: date, old: set[Said], new: set[Said], patient: Patient) -> DayPlan:
    inside = [one for one in old | new if one[0].astimezone(patient.zone).date() == day]
    return DayPlan(
        day=datetime.combine(day, time(12), patient.zone),
        slots=tuple(
            Slot(at=one[0], dose_text=one[1], before=one in old, after=one in new)
            for one in sorted(inside)
        ),
    )
