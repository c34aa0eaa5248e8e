"""A real life on a real record, at a fast clock: no broker, no nlu, no sound."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
import yaml

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio
from assistant.blueprint import Blueprint, read_blueprint
from assistant.desks.ladders import ToLadder
from assistant.desks.troubles import Trouble
from assistant.home import Desks
from assistant.ledger import Ledger
from assistant.life import Life
from assistant.mind import NoMind
from assistant.recognizers.port import Context
from assistant.station import Turn
from assistant.talk.turns import HeardUtterance
from care.alarm import Alarm, AlarmId, Cause, Priority
from care.clock import clock_for, set_pace
from care.commands import Raise
from care.escalation import Contact, DeliveryStatus, Escalation, Notice, NoticeId
from care.people import PatientId, ProviderId
from care.speech import Expects, Heard
from escalation import ladder
from records.database import Database, open_database
from records.faults import StoreFullError
from records.states import HEARTBEAT
from records.unit import Unit
from tests.fakes.conversation import measured
from tests.fakes.hearing_child import HearingChild
from tests.fakes.voice_children import SpeakingChild
from tests.integration.assistant.homes import configuration

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]

EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ROSE, OMAR = PatientId("rose"), ProviderId("omar")
FAST = 300.0
"""Home seconds in a real second: the audit looks twenty times a second."""
SECOND = HEARING_RATE * SAMPLE_BYTES
"""Bytes of sound."""
T = TypeVar("T")


class Watched(Ledger):
    """A ledger that says when something was written, and that can be full."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.full = False
        self._written = asyncio.Event()

    async def do(self, work: Callable[[Unit], T]) -> T:
        if self.full:
            raise StoreFullError("the disk is full")
        done = await super().do(work)
        self._written.set()
        return done

    async def once(self, question: Callable[[Unit], T]) -> T:
        """The answer, as soon as it is no empty one."""
        while not (answer := await self.ask(question)):
            self._written.clear()
            await self._written.wait()
        return answer


class Lived:
    """A life whose desks are empty: what is posted passes by and is seen."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.database = open_database(blueprint.records, blueprint.folder)
        self.ledger = Watched(self.database)
        nobody: Desks = {one.id: () for one in blueprint.patients}
        self.life = Life(blueprint, self.database, self.ledger, nobody, NoMind())
        self.life.ears._child = HearingChild()
        self.life.mouth._children = {
            name: SpeakingChild() for name in self.life.mouth._children
        }
        self.life.station.witness = self._saw
        self.passed: list[object] = []
        self._seen = asyncio.Event()

    def _saw(self, turn: Turn) -> None:
        self.passed += turn.values
        self._seen.set()

    async def until(self, wanted: Callable[[object], bool]) -> object:
        """The first value like that which passed or will pass the desks."""
        while not (found := [value for value in self.passed if wanted(value)]):
            self._seen.clear()
            await self._seen.wait()
        return found[0]


@pytest.fixture
def blueprint(tmp_path: Path) -> Blueprint:
    file = configuration(tmp_path)
    given = yaml.safe_load(file.read_text())
    mouth = str(tmp_path / "out.wav")
    given["assistant"]["speakers"] = {"bed": {"kind": "wav", "room": "r", "mouth": mouth}}
    given["assistant"]["tick_seconds"] = 0.05
    given["escalation"].pop("webhook")
    given["escalation"]["contacts"] = [{"provider": "omar", "channel": "email"}]
    file.write_text(yaml.safe_dump(given))
    clock = tmp_path / "clock.json"
    set_pace(clock, EIGHT, FAST)
    plain = read_blueprint(file, tmp_path / "home")
    return replace(plain, clock_file=clock, clock=clock_for(clock))


@asynccontextmanager
async def lived(blueprint: Blueprint) -> AsyncIterator[Lived]:
    home = Lived(blueprint)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(home.life.run({}))
        yield home
        running.cancel()


def prepared(blueprint: Blueprint, work: Callable[[Unit], object]) -> None:
    """What an earlier life left in the record."""
    database = open_database(blueprint.records, blueprint.folder)
    with database.unit() as unit:
        work(unit)
    database.close()


def calling(blueprint: Blueprint) -> Escalation:
    """A ladder of eight o'clock that has told nobody."""
    alarm = Alarm(
        id=AlarmId("rose/SPO2-CRIT/20261122T080000"),
        patient=ROSE,
        code="SPO2-CRIT",
        cause=Cause.PHYSIOLOGICAL,
        priority=Priority.HIGH,
        raised_at=EIGHT,
        reasons=(),
    )
    return ladder.begin(alarm, blueprint.policies[Priority.HIGH], EIGHT)


async def test_a_home_that_is_watched_shows_it_again_and_again(
    blueprint: Blueprint,
) -> None:
    async with lived(blueprint) as home:
        first = await home.ledger.once(lambda unit: unit.states.text(HEARTBEAT))
        later = await home.ledger.once(
            lambda unit: (text := unit.states.text(HEARTBEAT)) != first and text
        )
        assert later != first


async def test_a_ladder_that_nobody_moves_is_found_by_the_record(
    blueprint: Blueprint,
) -> None:
    prepared(blueprint, lambda unit: unit.escalations.keep(calling(blueprint)))
    async with lived(blueprint) as home:
        found = await home.until(lambda value: isinstance(value, Raise))
        assert isinstance(found, Raise)
        assert found.alarm.code == "ESC-LATE"
        assert found.alarm.cause is Cause.TECHNICAL


async def test_a_notice_that_nobody_accounted_for_is_handed_over_after_a_restart(
    blueprint: Blueprint,
) -> None:
    call = calling(blueprint)
    notice = Notice(
        id=NoticeId(f"{call.id}-0-0-0"),
        escalation=call.id,
        contact=Contact(provider=OMAR, channel="pigeon", address="loft"),
        alarm=call.alarm,
        rung=0,
        attempt=0,
        created_at=EIGHT,
    )
    prepared(blueprint, lambda unit: unit.notices.keep(notice))
    async with lived(blueprint) as home:
        (account,) = await home.ledger.once(lambda unit: unit.notices.deliveries(notice.id))
        assert account.status is DeliveryStatus.UNREACHABLE
        told = await home.until(lambda value: isinstance(value, ToLadder))
        assert isinstance(told, ToLadder)
        assert told.escalation == call.id
        assert await home.ledger.ask(lambda unit: unit.notices.waiting()) == ()


async def test_what_the_console_asks_reaches_the_desks(blueprint: Blueprint) -> None:
    async with lived(blueprint) as home:
        await home.ledger.once(lambda unit: unit.states.text(HEARTBEAT))
        with home.database.unit() as unit:
            body = {"escalation": "one"}
            unit.requests.add("acknowledge", body, by=OMAR, at=EIGHT, patient=ROSE)
        found = await home.until(lambda value: isinstance(value, ToLadder))
        assert isinstance(found, ToLadder)
        assert found.escalation == "one"


def _record_trouble(*, over: bool) -> Callable[[object], bool]:
    return lambda v: isinstance(v, Trouble) and v.code == "RECORD" and v.over is over


async def test_a_full_disk_is_told_once_and_its_end_too(blueprint: Blueprint) -> None:
    async with lived(blueprint) as home:
        await home.ledger.once(lambda unit: unit.states.text(HEARTBEAT))
        home.ledger.full = True
        await home.until(_record_trouble(over=False))
        home.ledger.full = False
        await home.until(_record_trouble(over=True))
        assert len([v for v in home.passed if _record_trouble(over=False)(v)]) == 1


async def test_words_from_a_speaker_reach_the_desks(blueprint: Blueprint) -> None:
    async with lived(blueprint) as home:
        words = Heard(
            text="help", confidence=0.9, started_at=EIGHT, ended_at=EIGHT, engine="typed"
        )
        home.life.hands[ROSE].heard(words)
        found = await home.until(lambda value: isinstance(value, HeardUtterance))
        assert isinstance(found, HeardUtterance)
        assert found.heard == words


async def test_of_what_was_heard_the_home_keeps_no_sound(blueprint: Blueprint) -> None:
    """Not in the record, whatever the column, and in no file of the home."""
    sound = Random(7).randbytes(SECOND)
    async with lived(blueprint) as home:
        house = home.life.hands[ROSE].house
        house.listen_for(Context(expects=Expects.YES_NO))
        seat = house.speakers["bed"]
        seat.microphone.feed(Audio(pcm=sound, rate=HEARING_RATE))
        await home.until(lambda value: isinstance(value, HeardUtterance))
        await home.ledger.once(lambda unit: unit.states.text(HEARTBEAT))
        kept = _values(home.database)
    files = [one.read_bytes() for one in blueprint.folder.rglob("*") if one.is_file()]
    assert HEARTBEAT in kept
    assert not [one for one in (*kept, *files) if _holds(one, sound)]


def _values(database: Database) -> list[object]:
    """Everything that stands in the record."""
    link = database.connect()
    try:
        tables = link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables.fetchall()]
        rows = [row for name in names for row in link.execute(f'SELECT * FROM "{name}"')]
    finally:
        link.close()
    return [value for row in rows for value in row]


def _holds(value: object, sound: bytes) -> bool:
    """Whether any tenth of the sound stands in it, as it is or written with letters."""
    kept = value if isinstance(value, bytes) else str(value).encode()
    tenth = SECOND // 10
    pieces = [sound[start : start + 30] for start in range(0, SECOND, tenth)]
    forms = (bytes, b64encode, lambda one: one.hex().encode())
    return any(form(piece) in kept for piece in pieces for form in forms)


async def test_readings_of_somebody_who_does_not_live_here_pass_nobody(
    blueprint: Blueprint,
) -> None:
    async with lived(blueprint) as home:
        stranger = replace(measured("spo2", 97, "%", 0), patient=PatientId("leo"))
        own = measured("spo2", 96, "%", 0)
        home.life.readings((stranger, own))
        await home.until(lambda value: value == own)
        assert stranger not in home.passed
