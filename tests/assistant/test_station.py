"""The loop with two small desks: what flows, what is kept, what is performed."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from assistant.desks.desk import Tick
from assistant.station import MOST_STEPS, Item, Station
from care.errors import StoreError
from care.people import PatientId
from tests.fakes.bedside import Memory
from tests.fakes.clock import HandClock

ROSE = PatientId("rose")
EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Rang:
    times: int


@dataclass(frozen=True)
class Open:
    door: str


@dataclass(frozen=True)
class Count:
    rings: int = 0


class Bell:
    """Counts rings, and asks for the door at the second."""

    name = "bell:rose"
    takes: tuple[type, ...] = (Rang, Tick)

    def __init__(self) -> None:
        self._count = Count()

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        if isinstance(value, Tick):
            return ()
        self._count = replace(self._count, rings=self._count.rings + 1)
        return (Open("front"),) if self._count.rings == 2 else ()

    def state(self) -> object:
        return self._count

    def restore(self, unit: object) -> None:
        self._count = Count()


class Echo(Bell):
    """Answers every ring with a ring: a mistake that must not hang the home."""

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        return (value,)


@dataclass
class Hands:
    done: list[object] = field(default_factory=list)
    performs: tuple[type, ...] = (Open,)

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        self.done.append(value)


def _station(bell: Bell, kept: Memory, hands: Hands, faults: list[StoreError]) -> Station:
    return Station(HandClock(EIGHT), {ROSE: [bell]}, kept, hands, faults.append)


async def test_what_is_rehearsed_changes_nothing_and_does_nothing() -> None:
    bell, kept, hands = Bell(), Memory(), Hands()
    station = _station(bell, kept, hands, [])
    await _ring(station, 1)
    before = bell.state()
    for _ in range(3):
        assert station.rehearse(ROSE, Rang(1)) == (Rang(1), Open("front"))
    assert bell.state() == before
    assert hands.done == []
    await _ring(station, 1)
    assert hands.done == [Open("front")]


async def _ring(station: Station, times: int) -> None:
    for _ in range(times):
        await station.turn(Item(patient=ROSE, value=Rang(1)))


async def test_a_changed_state_is_kept_before_anything_is_performed() -> None:
    kept, hands = Memory(), Hands()
    await _ring(_station(Bell(), kept, hands, []), 2)
    assert [turn.states for turn in kept.turns] == [
        (("bell:rose", Count(1)),),
        (("bell:rose", Count(2)),),
    ]
    assert hands.done == [Open("front")]


async def test_a_turn_that_changes_nothing_writes_nothing() -> None:
    kept = Memory()
    station = _station(Bell(), kept, Hands(), [])
    await station.turn(Item(patient=ROSE, value=Tick()))
    assert kept.turns == []


async def test_a_full_disk_is_told_and_does_not_stop_the_hands() -> None:
    kept, hands, faults = Memory(full=True), Hands(), list[StoreError]()
    station = _station(Bell(), kept, hands, faults)
    await _ring(station, 2)
    assert len(faults) == 2
    assert hands.done == [Open("front")]
    kept.full = False
    await _ring(station, 1)
    assert kept.turns[-1].states == (("bell:rose", Count(3)),)


async def test_desks_that_answer_each_other_for_ever_are_stopped() -> None:
    kept = Memory()
    station = _station(Echo(), kept, Hands(), [])
    await _ring(station, 1)
    assert kept.turns == []
    assert station.waiting == 0
    assert MOST_STEPS < 1000


@pytest.mark.parametrize("patients", [1, 3])
async def test_a_tick_reaches_every_patient(patients: int) -> None:
    homes = {PatientId(f"p{i}"): [Bell()] for i in range(patients)}
    station = Station(HandClock(EIGHT), homes, Memory(), Hands(), list[StoreError]().append)
    station.tick()
    assert station.waiting == patients
