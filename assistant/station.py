"""The bedside process: one loop that owns all state.

A turn takes one value from outside, lets the desks step until nothing new is asked for,
saves every changed state and every record in one transaction, and only then performs
what is left. A restart is: restore, tick, perform. When the record cannot be written,
the turn is performed all the same: a full disk must not silence a cry for help.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from typing import Protocol

import structlog

from assistant.desks.desk import TICK, Desk
from care.clock import Clock
from care.errors import StoreError
from care.people import PatientId

log = structlog.get_logger()

MOST_STEPS = 500
"""Values in one turn; more means that two desks keep answering each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A value on its way to the desks of one patient."""

    patient: PatientId
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one turn leaves behind."""

    patient: PatientId
    at: datetime
    states: tuple[tuple[str, object], ...]
    """Names and values of the states that changed."""
    values: tuple[object, ...]
    """Everything that flowed, in order; the ledger keeps what is to be kept."""


class Ledger(Protocol):
    """Where turns are kept."""

    keeps: tuple[type, ...]
    """Types of the values that are kept, whether or not a state has changed."""

    async def keep(self, turn: Turn) -> None:
        """All of it or nothing, on disk. StoreError when it cannot be written."""
        ...


class Performer(Protocol):
    """The hands: does what the desks decided."""

    performs: tuple[type, ...]
    """Types of the values that it acts on."""

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        """Act, or start acting; must return at once."""
        ...


class Station:
    """The loop. `post` may be called from the loop only; threads hand over through it."""

    def __init__(
        self,
        clock: Clock,
        desks: Mapping[PatientId, Sequence[Desk]],
        ledger: Ledger,
        performer: Performer,
        unkept: Callable[[StoreError], None],
    ) -> None:
        """Own the desks; `unkept` hears of turns that could not be written."""
        # Told of every turn; a simulated home shows them on the screen.
        self.witness: Callable[[Turn], None] = lambda _turn: None
        self.desks = desks
        self._clock = clock
        self._ledger = ledger
        self._performer = performer
        self._unkept = unkept
        self._inbox: asyncio.Queue[Item] = asyncio.Queue()
        self._saved = {d.name: d.state() for own in desks.values() for d in own}

    def post(self, patient: PatientId, value: object) -> None:
        """Hand a value from outside to the next turn."""
        self._inbox.put_nowait(Item(patient=patient, value=value))

    def tick(self) -> None:
        """Let every desk of every patient look at the time."""
        for patient in self.desks:
            self.post(patient, TICK)

    @property
    def waiting(self) -> int:
        """Values not yet taken; a number that grows is a technical alarm."""
        return self._inbox.qsize()

    async def run(self) -> None:
        """Take values for ever."""
        self.tick()
        while True:
            await self.turn(await self._inbox.get())

    async def turn(self, first: Item) -> None:
        """Let the desks decide on one value, keep it, perform it."""
        now = self._clock.now()
        values = self._flow(self.desks[first.patient], first.value, now)
        states = self._changed(first.patient)
        turn = Turn(patient=first.patient, at=now, states=states, values=values)
        if states or any(isinstance(value, self._ledger.keeps) for value in values):
            try:
                await self._ledger.keep(turn)
                self._saved.update(states)
            except StoreError as error:
                self._unkept(error)
        for value in values:
            if isinstance(value, self._performer.performs):
                self._performer.perform(first.patient, value, now)
        self.witness(turn)

    def rehearse(self, patient: PatientId, value: object) -> tuple[object, ...]:
        """What a value would bring about, found out on copies of the desks.

        Nothing changes, nothing is kept and nothing is done.
        """
        desks = self.desks[patient]
        held = (one for desk in desks for one in vars(desk).values())
        frozen = {id(one): one for one in held if is_dataclass(one)}
        return self._flow(deepcopy(desks, frozen), value, self._clock.now())

    def _flow(
        self, desks: Sequence[Desk], first: object, now: datetime
    ) -> tuple[object, ...]:
        """Every value of the turn, in order, until no desk asks for more."""
        agenda: deque[object] = deque([first])
        values: list[object] = []
        while agenda:
            value = agenda.popleft()
            values.append(value)
            if len(values) > MOST_STEPS:
                log.error("a turn without end", reason=type(value).__name__)
                break
            concerned = [desk for desk in desks if isinstance(value, desk.takes)]
            known = (*self._performer.performs, *self._ledger.keeps)
            if not concerned and not isinstance(value, known):
                log.error("nobody takes", reason=type(value).__name__)
            for desk in concerned:
                agenda.extend(desk.take(value, now))
        return tuple(values)

    def _changed(self, patient: PatientId) -> tuple[tuple[str, object], ...]:
        now_is = ((desk.name, desk.state()) for desk in self.desks[patient])
        return tuple((n, s) for n, s in now_is if self._saved.get(n) != s)
