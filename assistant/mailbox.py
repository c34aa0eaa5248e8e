"""What people asked for at the console, handed to the station in order and once.

The console writes requests into the record; this looks whether anything was written,
hands each to the desks and closes it. A request that was being handled when the power
went is handed over again, and every desk takes that without harm.
"""

from collections.abc import Callable
from typing import Any

import structlog

from assistant.desks.ladders import ToLadder
from assistant.ledger import Ledger
from care.clock import Clock
from care.errors import StoreError
from care.escalation import Acknowledgement, EscalationId, Outcome, Resolution
from care.medication import RegimenId
from care.people import Patient, PatientId
from escalation import ladder
from records.changes import Changes
from records.faults import (
    StoreDamagedError,
    StoreFullError,
    StoreLockedError,
    StoreRefusedError,
)
from records.requests import Request
from records.unit import Unit
from reminders.tray_words import Ordered

log = structlog.get_logger()

FAULTS = (StoreFullError, StoreLockedError, StoreDamagedError, StoreRefusedError)
"""The record itself fails: the request stays open and is tried again. Any other refusal
ends it, so that it never stands before an acknowledgement that comes after it."""


def _acknowledge(asked: Request) -> ToLadder:
    taken = Acknowledgement(by=asked.by, at=asked.at)
    event = ladder.Acknowledged(acknowledgement=taken)
    return ToLadder(escalation=EscalationId(asked.body["escalation"]), event=event)


def _resolve(asked: Request) -> ToLadder:
    ended = Resolution(
        by=asked.by,
        at=asked.at,
        outcome=Outcome(asked.body["outcome"]),
        note=str(asked.body.get("note", "")),
    )
    event = ladder.Resolved(resolution=ended)
    return ToLadder(escalation=EscalationId(asked.body["escalation"]), event=event)


_ANSWERS: dict[str, Callable[[Request], ToLadder]] = {
    "acknowledge": _acknowledge,
    "resolve": _resolve,
}


def _confirm(unit: Unit, asked: Request) -> None:
    key, revision = RegimenId(asked.body["regimen"]), int(asked.body["revision"])
    draft = unit.regimens.get(key, revision)
    if draft and draft.regimen.high_risk and draft.regimen.author == asked.by:
        raise StoreError("a high-risk medicine is confirmed by a second person")
    unit.regimens.confirm(key, revision, by=asked.by, at=asked.at)


def _stop(unit: Unit, asked: Request) -> None:
    unit.regimens.retire(RegimenId(asked.body["regimen"]), by=asked.by, at=asked.at)


_ORDERS: dict[str, Callable[[Unit, Request], None]] = {
    "confirm_regimen": _confirm,
    "stop_regimen": _stop,
}


class Mailbox:
    """Hands over what the console asks."""

    def __init__(
        self,
        ledger: Ledger,
        changes: Changes,
        patients: tuple[Patient, ...],
        clock: Clock,
        post: Callable[[PatientId, object], None],
    ) -> None:
        """Look into the record through the ledger."""
        self._ledger = ledger
        self._changes = changes
        self._patients = {patient.id: patient for patient in patients}
        self._clock = clock
        self._post = post
        self._unfinished = True

    async def look(self) -> None:
        """Hand over everything that waits, if anything was written since the last look."""
        if not (self._changes.any() or self._unfinished):
            return
        self._unfinished = True
        for asked in await self._ledger.ask(lambda unit: unit.requests.waiting()):
            await self._handle(asked)
        self._unfinished = False

    async def _handle(self, asked: Request) -> None:
        log.info("request", key=asked.kind)
        result: dict[str, Any] = {"done": True}
        try:
            await self._do(asked)
        except FAULTS:
            raise
        except StoreError as error:
            result = {"done": False, "why": str(error)}
        except (KeyError, ValueError) as error:
            result = {"done": False, "why": f"{type(error).__name__}: {error}"}
        now = self._clock.now()
        await self._ledger.do(lambda unit: unit.requests.handled(asked.id, now, result))

    async def _do(self, asked: Request) -> None:
        """KeyError, ValueError or StoreError where it cannot be done."""
        if asked.patient not in self._patients:
            raise ValueError("the patient is not in config.yml")
        patient = self._patients[asked.patient].id
        if asked.kind in _ANSWERS:
            self._post(patient, _ANSWERS[asked.kind](asked))
        elif asked.kind in _ORDERS:
            order = _ORDERS[asked.kind]
            await self._ledger.do(lambda unit: order(unit, asked))
            await self.order(patient)
        else:
            raise ValueError("unknown request")

    async def order(self, patient: PatientId) -> None:
        """Tell the tray which regimens rule."""
        who = self._patients[patient]
        ruling = await self._ledger.ask(lambda unit: unit.regimens.confirmed(patient))
        self._post(patient, Ordered(regimens=ruling, zone=who.zone, routine=who.routine))
