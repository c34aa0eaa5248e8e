"""Keeps the turns: changed states and everything worth keeping, in one transaction.

One worker thread owns all writing, so that a slow disk never holds up the loop.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from assistant.station import Turn
from assistant.talk.floor import NOT_SPOKEN
from care.alarm import Alarm
from care.checkin import CheckIn
from care.commands import Clear, Notify, Raise, Record
from care.escalation import Delivery, Escalation
from care.medication import Dose, DoseEvidence
from care.people import PatientId
from care.speech import Answer, Meaning
from records import doses as records
from records.database import Database
from records.orders import Status
from records.tasks import Task
from records.unit import Unit
from reminders.order_book import Admitted, OrderRefused, Running

T = TypeVar("T")


def _told(evidence: DoseEvidence, patient: PatientId) -> records.DoseEvidence:
    """What a witness told, as a row: facts beside its key."""
    facts = {
        "sign": evidence.sign.value,
        "heard_at": evidence.heard_at.isoformat(),
        "by": evidence.by,
        "reason": evidence.reason,
    }
    return records.DoseEvidence(
        key=evidence.key,
        dose=evidence.dose,
        patient=patient,
        source=evidence.witness.value,
        at=evidence.at,
        facts=tuple((name, fact) for name, fact in facts.items() if fact is not None),
    )


def _record(unit: Unit, value: Record, turn: Turn) -> None:
    match value.what:
        case Dose() as dose:
            unit.doses.keep(dose, turn.at)
        case DoseEvidence() as evidence:
            unit.doses.add(_told(evidence, turn.patient))
        case CheckIn() as check_in:
            unit.check_ins.keep(check_in)
        case Alarm() as alarm:
            unit.alarms.keep(alarm)
        case Escalation() as escalation:
            unit.escalations.keep(escalation)


def _admitted(unit: Unit, value: Admitted, turn: Turn) -> None:
    order = value.order
    unit.orders.decide(order.id, order.revision, Status.ADMITTED, turn.at)


def _order_refused(unit: Unit, value: OrderRefused, turn: Turn) -> None:
    known = unit.orders.get(value.order, value.revision)
    if known is None or known.status is not Status.SENT:
        return
    unit.orders.decide(
        value.order, value.revision, Status.REFUSED, turn.at, value.objections
    )
    codes = ", ".join(sorted({one.code for one in value.objections}))
    unit.journal.add(
        "station",
        "order_refused",
        turn.at,
        patient=turn.patient,
        body={"order": value.order, "revision": value.revision, "why": codes},
    )


def _silence(unit: Unit, value: Answer, turn: Turn) -> None:
    """A question without an answer: whether it could be heard at all is told apart."""
    if value.meaning is Meaning.SILENCE:
        what = "not_asked" if value.text == NOT_SPOKEN else "unanswered"
        owner = value.question.partition(":")[0]
        unit.journal.add("home", what, turn.at, patient=turn.patient, body={"about": owner})


_KEEP: dict[type, Callable[[Unit, Any, Turn], object]] = {
    Record: _record,
    Raise: lambda unit, value, _turn: unit.alarms.keep(value.alarm),
    Clear: lambda unit, value, _turn: unit.alarms.clear(value.alarm, value.at),
    Notify: lambda unit, value, _turn: unit.notices.keep(value.notice),
    Delivery: lambda unit, value, _turn: unit.notices.delivered(value),
    Admitted: _admitted,
    OrderRefused: _order_refused,
    Running: lambda unit, value, _turn: unit.orders.run(value.patient, value.revisions),
    Answer: _silence,
    Task: lambda unit, value, _turn: unit.tasks.add(value),
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
                keep(unit, value, turn)
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
