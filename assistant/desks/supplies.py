"""What is left of a patient's medicine, and reminders that nobody answers, day by day.

Counts are made by people; doses count them down. The ledger's doses come with `Reviewed`,
again and again; what is wrong is told once, and withdrawn when it is right again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from care.alarm import Alarm
from care.commands import Clear, Raise
from care.medication import Dose, Regimen
from care.people import Patient
from records.unit import Unit
from reminders.pattern import ignored
from reminders.slots import SlotTable
from reminders.stock import Counted, Supplies, refill_notice, state_of, supply
from reminders.tray_words import Ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The doses of the last weeks, as the ledger has them."""

    doses: tuple[Dose, ...]


class SupplyDesk:
    """Holds the counts."""

    takes: tuple[type, ...] = (Counted, Ordered, Reviewed)

    def __init__(self, patient: Patient, table: SlotTable) -> None:
        """Begin with nothing counted."""
        self.name = state_of(patient.id)
        self._patient = patient
        self._table = table
        self._regimens: tuple[Regimen, ...] | None = None
        self._state = Supplies()

    def state(self) -> object:
        """Counts and standing notices."""
        return self._state

    def restore(self, unit: Unit) -> None:
        """Go on with the counts."""
        self._state = unit.states.load(self.name, Supplies) or self._state

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Note a count, or look whether everything lasts."""
        match value:
            case Counted(stock=stock):
                others = (s for s in self._state.stocks if s.medicine != stock.medicine)
                self._state = replace(self._state, stocks=(*others, stock))
            case Ordered(regimens=regimens):
                self._regimens = regimens
            case Reviewed(doses=doses) if self._regimens is not None:
                return self._tell((*self._short(doses, now), *ignored(doses, now)), now)
        return ()

    def _short(self, doses: tuple[Dose, ...], now: datetime) -> Iterable[Alarm]:
        day = (self._patient.routine, self._patient.zone)
        regimens = self._regimens or ()
        for stock in self._state.stocks:
            mine = [r for r in regimens if stock.medicine in (r.id, r.order)]
            if mine:
                found = supply(stock, mine, doses, day, now, table=self._table)
                notice = refill_notice(found, mine[0], now)
                if notice is not None:
                    yield notice

    def _tell(self, alarms: tuple[Alarm, ...], now: datetime) -> tuple[object, ...]:
        standing = tuple(alarm.id for alarm in alarms)
        told = self._state.told
        self._state = replace(self._state, told=standing)
        return (
            *(Raise(alarm=one) for one in alarms if one.id not in told),
            *(Clear(alarm=one, at=now) for one in told if one not in standing),
        )
