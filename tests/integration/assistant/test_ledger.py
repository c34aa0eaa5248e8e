"""The ledger and the desks' restart on a real record."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.home import desks_of
from assistant.ledger import Ledger
from assistant.station import Turn
from assistant.talk.floor import NOT_SPOKEN
from care.commands import Notify
from care.errors import StoreError
from care.escalation import Delivery, DeliveryStatus
from care.people import Language, PatientId
from care.speech import Answer, Meaning, QuestionId
from care.wording import wording
from records.database import Database, open_database
from records.settings import RecordsSettings
from tests.assistant.desks.test_desks import reading
from tests.fakes.bedside import ROSE, Bedside

pytestmark = pytest.mark.integration


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(RecordsSettings(), tmp_path)
    yield opened
    opened.close()


async def _lived(database: Database) -> tuple[Bedside, Ledger]:
    """A bedside whose turns are kept in a real record, after a fall."""
    ledger = Ledger(database)
    bedside = Bedside()
    bedside.ledger.keeps = ledger.keeps
    bedside.station._ledger = ledger
    await bedside.give(reading(bedside, "fall", "fall"))
    await bedside.hears("yes")
    return bedside, ledger


async def test_what_a_turn_decides_is_on_disk(database: Database) -> None:
    bedside, ledger = await _lived(database)
    open_ones = await ledger.ask(lambda unit: unit.escalations.open())
    waiting = await ledger.ask(lambda unit: unit.notices.waiting())
    names = await ledger.ask(lambda unit: unit.states.names())
    assert [one.alarm.code for one in open_ones] == [bedside.told[0][1]]
    assert [notice.id for notice in waiting] == [n.notice.id for n in bedside.all(Notify)]
    assert {"watch:rose", "talk:rose"} <= set(names)
    ledger.close()


@pytest.mark.parametrize(
    ("text", "what"), [(None, "unanswered"), (NOT_SPOKEN, "not_asked")]
)
async def test_a_question_that_nobody_heard_is_told_from_one_that_nobody_answered(
    database: Database, text: str | None, what: str
) -> None:
    ledger, at = Ledger(database), datetime(2026, 3, 1, 9, tzinfo=UTC)
    silent = Answer(
        question=QuestionId("dose:metformin"), meaning=Meaning.SILENCE, at=at, text=text
    )
    rose = PatientId("rose")
    await ledger.keep(Turn(patient=rose, at=at, states=(), values=(silent,)))
    (entry,) = await ledger.ask(lambda unit: unit.journal.last(1))
    assert (entry.what, entry.patient, entry.body) == (what, rose, {"about": "dose"})
    for language in Language:
        assert wording(language).has(f"console.deed.{what}")
    ledger.close()


async def test_an_account_of_a_notice_closes_it(database: Database) -> None:
    bedside, ledger = await _lived(database)
    for command in bedside.all(Notify):
        await bedside.give(
            Delivery(
                notice=command.notice.id,
                status=DeliveryStatus.HANDED_OVER,
                at=bedside.clock.now(),
            )
        )
    assert await ledger.ask(lambda unit: unit.notices.waiting()) == ()
    ledger.close()


async def test_after_a_restart_the_desks_stand_where_they_stood(database: Database) -> None:
    bedside, ledger = await _lived(database)
    ledger.close()
    later = bedside.clock.now() + timedelta(seconds=20)
    with database.reading() as unit:
        again = desks_of(bedside.blueprint.patients[0], bedside.blueprint, later)
        for desk in again:
            desk.restore(unit)
    before = {desk.name: desk.state() for desk in bedside.desks}
    after = {desk.name: desk.state() for desk in again}
    changed = {name for name, state in after.items() if state != before[name]}
    anew = {f"{desk}:{ROSE}" for desk in ("tray", "checkins", "orders")}
    assert changed <= anew, "only what begins empty, or says its orders again, differs"


async def test_a_record_that_cannot_be_written_is_said(database: Database) -> None:
    _, ledger = await _lived(database)
    database.close()
    database.file.unlink()
    database.file.mkdir()
    with pytest.raises(StoreError):
        await ledger.do(lambda unit: unit.states.names())
    ledger.close()
