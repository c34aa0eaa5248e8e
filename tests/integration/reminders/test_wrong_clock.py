"""A home whose clock jumps, or wakes up in 1970: no dose is asked for twice, and it tells.

Record, ledger, station, desk and believed clock are the real ones.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.believed import STATE, BelievedClock
from assistant.desks.desk import TICK
from assistant.desks.tray import TrayDesk
from assistant.ledger import Ledger
from assistant.station import Item, Station
from care.commands import Ask, Raise
from care.medication import DoseId, DoseOutcome
from care.people import PatientId
from care.speech import Answer, Meaning
from records.database import Database
from reminders.rules import RULES
from reminders.tray_words import Ordered
from tests.fakes.clock import HandClock
from tests.fakes.homes import record_in
from tests.fakes.medicine_child import ROSE, fail
from tests.fakes.medicines import DAY, PARIS, PATIENT, regimen

pytestmark = pytest.mark.integration

LOOK, HOUR = timedelta(minutes=5), timedelta(hours=1)
ORDERS = (regimen("a", "08:00", "20:00"), regimen("b", "08:00"))


class Home:
    """One station after the other on one record; the wall clock is ours to break."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.wall = HandClock(DAY.astimezone(UTC))
        self.count = 0.0
        self.asked: list[Ask] = []
        self.instants: list[datetime] = []
        self.raised: Counter[str] = Counter()
        self.performs: tuple[type, ...] = (Ask, Raise)

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        """See `assistant.station.Performer`."""
        assert patient == PATIENT
        match value:
            case Ask():
                self.asked.append(value)
                self.instants.append(now)
            case Raise(alarm=alarm):
                self.raised[alarm.code] += 1

    async def boot(self, begins: datetime | None = None) -> None:
        """A new station process on the same record."""
        self.clock = BelievedClock(self.wall, PATIENT, lambda: self.count)
        with self.database.reading() as unit:
            self.clock.start(unit)
            desk = TrayDesk(ROSE, RULES, lambda _: False, begins or self.clock.now())
            desk.restore(unit)
        ledger = Ledger(self.database)
        self.station = Station(self.clock, {PATIENT: (desk,)}, ledger, self, fail)
        ordered = Ordered(regimens=ORDERS, zone=PARIS, routine=ROSE.routine)
        await self._turn(ordered)

    async def _turn(self, value: object) -> None:
        await self.station.turn(Item(patient=PATIENT, value=value))

    async def lives(self, span: timedelta, says: Meaning | None = None) -> None:
        """Five minutes after five minutes, by both clocks."""
        for _ in range(span // LOOK):
            self.wall.at += LOOK
            self.count += LOOK.total_seconds()
            before = len(self.asked)
            await self._turn(TICK)
            for command in list(self.clock.alarms):
                self.clock.alarms.popleft()
                await self._turn(command)
            for ask in self.asked[before:] if says else ():
                now = self.clock.now()
                said = Answer(question=ask.question.id, meaning=says or Meaning.NO, at=now)
                await self._turn(said)
        with self.database.unit() as unit:
            unit.states.save(STATE, self.clock.state, self.clock.now())

    def outcomes(self) -> dict[str, DoseOutcome | None]:
        with self.database.reading() as unit:
            found = (
                unit.doses.get(DoseId(dose))
                for dose in ("a/2026-03-02T08:00+01:00", "b/2026-03-02T08:00+01:00",
                             "a/2026-03-02T20:00+01:00")
            )  # fmt: skip
            return {one.id: one.outcome for one in found if one is not None}


@pytest.fixture
async def home(tmp_path: Path) -> Home:
    made = Home(record_in(tmp_path))
    await made.boot()
    return made


@pytest.mark.parametrize("jump", [-25 * HOUR, -2 * HOUR, 2 * HOUR, 25 * HOUR])
async def test_a_jump_asks_nothing_twice_and_is_told(home: Home, jump: timedelta) -> None:
    await home.lives(9 * HOUR, Meaning.TAKEN)
    assert len(home.asked) == 1
    home.wall.at += jump
    await home.lives(5 * LOOK, Meaning.TAKEN)
    home.wall.at -= jump
    await home.lives(4 * HOUR, Meaning.TAKEN)
    assert len(home.asked) == 1
    assert home.raised == {"CLOCK": 1}
    assert set(home.outcomes().values()) == {DoseOutcome.TAKEN}


async def test_a_clock_set_back_for_good_repeats_no_day(home: Home) -> None:
    await home.lives(9 * HOUR)
    home.wall.at -= 24 * HOUR
    await home.lives(24 * HOUR, Meaning.TAKEN)
    questions = Counter(ask.question.id for ask in home.asked)
    assert questions.total() == 4 + 1 + 1
    assert all(later - sooner >= LOOK for sooner, later in pairwise(home.instants))
    assert home.raised["CLOCK"] == 1


def dead(home: Home) -> None:
    home.wall.at = datetime(1970, 1, 1, tzinfo=UTC)


def a_month_ago(home: Home) -> None:
    home.wall.at -= timedelta(days=30)


@pytest.mark.parametrize("wrong", [dead, a_month_ago])
async def test_a_dead_battery_makes_reminders_wait_and_tells(
    home: Home, wrong: Callable[[Home], None]
) -> None:
    await home.lives(9 * HOUR, Meaning.TAKEN)
    right = home.wall.at
    wrong(home)
    home.count = 0
    await home.boot()
    await home.lives(3 * HOUR, Meaning.TAKEN)
    assert len(home.asked) == 1
    assert home.raised["CLOCK"] == 1
    home.wall.at = right + 3 * HOUR
    await home.lives(9 * HOUR, Meaning.TAKEN)
    assert len(home.asked) == 2
    assert set(home.outcomes().values()) == {DoseOutcome.TAKEN}


async def test_hours_in_the_dark_are_caught_up_with_no_flood(home: Home) -> None:
    await home.lives(7 * HOUR)
    home.wall.at += 30 * HOUR
    home.count = 0
    await home.boot()
    await home.lives(HOUR)
    assert home.asked == []
    assert set(home.outcomes().values()) == {DoseOutcome.UNKNOWN}
