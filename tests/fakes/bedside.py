"""One patient's bedside in memory: all desks and the station, and time as the test says."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from assistant.blueprint import Blueprint, read_blueprint
from assistant.desks.desk import TICK, Desk
from assistant.home import desks_of
from assistant.station import Item, Station, Turn
from assistant.talk.turns import HeardUtterance, Hush, Listen, Speak, Spoken
from care.commands import Notify, WakeAt
from care.errors import StoreError
from care.people import PatientId
from care.speech import Heard, Unavailable
from tests.fakes.clock import HandClock

ROOT = Path(__file__).resolve().parents[2]
ROSE = PatientId("rose")
EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)

T = TypeVar("T")


@dataclass
class Memory:
    """A ledger that keeps turns in a list; `full` refuses like a full disk."""

    turns: list[Turn] = field(default_factory=list)
    full: bool = False
    keeps: tuple[type, ...] = ()

    async def keep(self, turn: Turn) -> None:
        if self.full:
            raise StoreError("disk full")
        self.turns.append(turn)


@dataclass
class Witnessed:
    """Hands that note what they are asked, and a voice that is always understood."""

    done: list[object] = field(default_factory=list)
    performs: tuple[type, ...] = (object,)

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        self.done.append(value)


class Bedside:
    """Drives the station: what is said is heard, time passes, wake-ups ring."""

    def __init__(self, blueprint: Blueprint | None = None, now: datetime = EIGHT) -> None:
        self.blueprint = blueprint or read_blueprint(ROOT / "config.yml")
        self.clock = HandClock(now)
        self.ledger = Memory()
        self.hands = Witnessed()
        rose = self.blueprint.patients[0]
        self.desks: tuple[Desk, ...] = desks_of(rose, self.blueprint, now)
        self.faults: list[StoreError] = []
        self.station = Station(
            self.clock, {ROSE: self.desks}, self.ledger, self.hands, self.faults.append
        )
        self._read = 0

    async def give(self, value: object) -> None:
        """Hand in one value, and let everything that is asked to be spoken be spoken."""
        await self.station.turn(Item(patient=ROSE, value=value))
        await self._speak()

    async def _speak(self) -> None:
        while self._read < len(self.hands.done):
            value = self.hands.done[self._read]
            self._read += 1
            hushed = {v.turn for v in self.hands.done if isinstance(v, Hush)}
            if isinstance(value, Speak) and value.turn not in hushed:
                await self.station.turn(Item(patient=ROSE, value=Spoken(turn=value.turn)))

    async def hears(self, words: str) -> None:
        """The patient says something; there is no nlu service."""
        at = self.clock.now()
        heard = Heard(text=words, confidence=0.9, started_at=at, ended_at=at, engine="test")
        meant = Unavailable(reason="none in this test")
        await self.give(HeardUtterance(heard=heard, understanding=meant))

    async def wait(self, span: timedelta, step: timedelta = timedelta(seconds=5)) -> None:
        """Let time pass with a tick at every step and at every instant asked for."""
        end = self.clock.at + span
        while self.clock.at < end:
            rings = [w.at for w in self.hands.done if isinstance(w, WakeAt)]
            soon = [at for at in rings if self.clock.at < at <= end]
            self.clock.at = min([self.clock.at + step, end, *soon])
            await self.give(TICK)

    def all(self, kind: type[T]) -> list[T]:
        """Everything of a kind that flowed to the hands so far."""
        return [value for value in self.hands.done if isinstance(value, kind)]

    @property
    def said(self) -> list[str]:
        """Words spoken so far."""
        return [speak.prompt.words for speak in self.all(Speak)]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Providers told so far, with the alarm's code."""
        return [(n.notice.contact.provider, n.notice.alarm.code) for n in self.all(Notify)]

    @property
    def listening(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self.all(Listen))
