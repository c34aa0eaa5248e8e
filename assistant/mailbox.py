"""What people asked for at the console, handed to the station in order and once.

The console writes requests into the record; this looks whether anything was written,
hands each to the desks and closes it. A request that was being handled when the power
went is handed over again, and every desk takes that without harm.
"""

from collections.abc import Callable, Mapping
from typing import Any

import structlog

from assistant.ledger import Ledger
from assistant.requests import VALUES
from care.clock import Clock
from care.errors import StoreError
from care.people import PatientId, ProviderId, Role
from care.settings import CareSettings
from records.changes import Changes
from records.faults import (
    StoreDamagedError,
    StoreFullError,
    StoreLockedError,
    StoreRefusedError,
)
from records.orders import Revision, Status
from records.requests import Request
from records.unit import Unit
from reminders.key_ring import (
    STATE,
    KeyRing,
    SigningKey,
    complaints,
    public_keys,
    registered,
    withdrawn,
)
from reminders.order_book import Submitted
from reminders.signature import signers

log = structlog.get_logger()

FAULTS = (StoreFullError, StoreLockedError, StoreDamagedError, StoreRefusedError)
"""The record itself fails: the request stays open and is tried again. Any other refusal
ends it, so that it never stands before an acknowledgement that comes after it."""


def _register(unit: Unit, asked: Request, role: Role | None) -> KeyRing:
    """Trust a clinician's key; only an administrator answers for that."""
    if role is not Role.ADMINISTRATOR:
        raise ValueError("only an administrator registers a key")
    key = SigningKey(
        provider=ProviderId(asked.body["provider"]),
        public=str(asked.body["public"]),
        registered_at=asked.at,
        registered_by=asked.by,
    )
    return registered(_ring(unit), key)


def _withdraw(unit: Unit, asked: Request, role: Role | None) -> KeyRing:
    """Trust a key no more; its owner may, and an administrator."""
    ring, key = _ring(unit), str(asked.body["key"])
    known = ring.find(key)
    if role is not Role.ADMINISTRATOR and (known is None or known.provider != asked.by):
        raise ValueError("only its owner or an administrator withdraws a key")
    return withdrawn(ring, key, asked.at)


_KEYS: Mapping[str, Callable[[Unit, Request, Role | None], KeyRing]] = {
    "register_key": _register,
    "withdraw_key": _withdraw,
}


def _ring(unit: Unit) -> KeyRing:
    return unit.states.load(STATE, KeyRing) or KeyRing()


class Mailbox:
    """Hands over what the console asks."""

    def __init__(
        self,
        ledger: Ledger,
        changes: Changes,
        people: CareSettings,
        clock: Clock,
        post: Callable[[PatientId, object], None],
    ) -> None:
        """Look into the record through the ledger; `people` are those of config.yml."""
        self._roles = {ProviderId(key): one.role for key, one in people.providers.items()}
        self._ledger = ledger
        self._changes = changes
        self._patients = {PatientId(key) for key in people.patients}
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
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            result = {"done": False, "why": f"{type(error).__name__}: {error}"}
        now = self._clock.now()
        await self._ledger.do(lambda unit: unit.requests.handled(asked.id, now, result))

    async def _do(self, asked: Request) -> None:
        """KeyError, ValueError or StoreError where it cannot be done."""
        if asked.kind in _KEYS:
            await self._ledger.do(lambda unit: self._change_keys(unit, asked))
            return
        if asked.patient not in self._patients:
            raise ValueError("the patient is not in config.yml")
        patient = asked.patient
        if asked.kind in VALUES:
            self._post(patient, VALUES[asked.kind](asked))
        elif asked.kind == "order":
            key = str(asked.body["order"]), int(asked.body["revision"])
            submitted = await self._ledger.ask(lambda unit: self._order(unit, *key))
            self._post(patient, submitted)
        else:
            raise ValueError("unknown request")

    def _change_keys(self, unit: Unit, asked: Request) -> None:
        role = self._roles.get(asked.by)
        ring = _KEYS[asked.kind](unit, asked, role)
        unit.states.save(STATE, ring, asked.at)
        unit.journal.add(asked.by, f"{asked.kind}_done", asked.at)

    def _order(self, unit: Unit, order: str, revision: int) -> Submitted:
        """An order with those whose signature holds."""
        found = unit.orders.get(order, revision)
        if found is None or found.status is Status.WAITING:
            raise ValueError("there is no such order, or it is not signed by all")
        return self._submitted(found, _ring(unit))

    def _submitted(self, found: Revision, ring: KeyRing) -> Submitted:
        clinicians = [who for who, role in self._roles.items() if role is Role.CLINICIAN]
        return Submitted(
            signed=found.signed,
            signers=signers(found.signed, public_keys(ring, clinicians)),
            complaints=complaints(found.signed, ring, clinicians),
        )

    async def resume(self) -> None:
        """Hand over again every order on which the home has not decided."""
        for submitted in await self._ledger.ask(self._undecided):
            self._post(submitted.signed.order.patient, submitted)

    def _undecided(self, unit: Unit) -> tuple[Submitted, ...]:
        ring = _ring(unit)
        return tuple(
            self._submitted(one, ring)
            for patient in self._patients
            for one in unit.orders.all(patient)
            if one.status is Status.SENT
        )
