"""Keeps the turns: changed states and everything worth keeping, in one transaction.

One worker thread owns all writing, so that a slow disk never holds up the loop.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from assistant.station import Turn
from care.alarm import Alarm
from care.checkin import CheckIn
from care.commands import Clear, Notify, Raise, Record
from care.escalation import Delivery, Escalation
from care.medication import Dose
from records.database import Database
from records.unit import Unit

T = TypeVar("T")


def _record(unit: Unit, value: Record, at: datetime) -> None:
    match value.what:
        case Dose() as dose:
            unit.doses.keep(dose, at)
        case CheckIn() as check_in:
            unit.check_ins.keep(check_in)
        case Alarm() as alarm:
            unit.alarms.keep(alarm)
        case Escalation() as escalation:
            unit.escalations.keep(escalation)


_KEEP: dict[type, Callable[[Unit, Any, datetime], object]] = {
    Record: _record,
    Raise: lambda unit, value, _at: unit.alarms.keep(value.alarm),
    Clear: lambda unit, value, _at: unit.alarms.clear(value.alarm, value.at),
    Notify: lambda unit, value, _at: unit.notices.keep(value.notice),
    Delivery: lambda unit, value, _at: unit.notices.delivered(value),
}
"""What is kept, and where."""


class Ledger:
    """The record behind one worker thread."""

    keeps: tuple[type, ...] = tuple(_KEEP)

    def __init__(self, database: Database) -> None:
        """Write to an opened record."""
        self._database = database
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ledger")

    async def keep(self, turn: Turn) -> None:
        """See `assistant.station.Ledger`."""
        await self.do(lambda unit: self._keep(unit, turn))

    def _keep(self, unit: Unit, turn: Turn) -> None:
        for value in turn.values:
            keep = _KEEP.get(type(value))
            if keep:
                keep(unit, value, turn.at)
        for name, state in turn.states:
            unit.states.save(name, state, turn.at)

    async def do(self, work: Callable[[Unit], T]) -> T:
        """Work in one writing transaction, on the ledger's own thread."""

        def whole() -> T:
            with self._database.unit() as unit:
                return work(unit)

        return await asyncio.get_running_loop().run_in_executor(self._worker, whole)

    async def ask(self, question: Callable[[Unit], T]) -> T:
        """Look into the record, beside the writing."""

        def whole() -> T:
            with self._database.reading() as unit:
                return question(unit)

        return await asyncio.to_thread(whole)

    def close(self) -> None:
        """Finish what is being written."""
        self._worker.shutdown(wait=True)
