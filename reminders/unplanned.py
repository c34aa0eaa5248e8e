"""Regimens that cannot be planned: the others run on, and a person is told."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.commands import Raise
from care.medication import Regimen
from care.people import Routine
from reminders.element import TimingError
from reminders.slots import SlotTable
from reminders.timing import read

UNPLANNED = "DOSE-UNPLANNED"


def sorted_out(
    regimens: Iterable[Regimen], routine: Routine, table: SlotTable, now: datetime
) -> tuple[tuple[Regimen, ...], tuple[Raise, ...]]:
    """The regimens that can be planned, and an alarm for each that cannot."""
    good: list[Regimen] = []
    raised: list[Raise] = []
    for regimen in regimens:
        try:
            if regimen.as_needed is None:
                read(regimen.timing, routine, table)
            good.append(regimen)
        except TimingError:
            raised.append(Raise(alarm=_alarm(regimen, now)))
    return tuple(good), tuple(raised)


def _alarm(regimen: Regimen, now: datetime) -> Alarm:
    digest = sha256(f"{regimen.patient}|{regimen.id}".encode()).hexdigest()[:16]
    return Alarm(
        id=AlarmId(f"unplanned-{digest}"),
        patient=regimen.patient,
        code=UNPLANNED,
        cause=Cause.TECHNICAL,
        priority=Priority.MEDIUM,
        raised_at=now,
        reasons=(Reason(key="dose_unplanned", facts=(("medicine", regimen.medicine),)),),
    )
