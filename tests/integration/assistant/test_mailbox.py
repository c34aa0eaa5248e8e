"""What people ask for at the console, out of a real record and into the station."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.desks.ladders import ToLadder
from assistant.ledger import Ledger
from assistant.mailbox import Mailbox
from care.errors import StoreError
from care.escalation import Outcome
from care.people import PatientId, ProviderId
from escalation import ladder
from records.changes import Changes
from records.database import Database, open_database
from records.regimens import Status
from records.requests import Request
from records.settings import RecordsSettings
from reminders.tray_words import Ordered
from tests.fakes.bedside import HandClock
from tests.fakes.conversation import NOON, patient, regimen

pytestmark = pytest.mark.integration

ROSE = patient()
OMAR = ProviderId("omar")


@dataclass
class Post:
    """A mailbox on a real record, and everything that it handed over."""

    database: Database
    ledger: Ledger
    mailbox: Mailbox
    posted: list[object] = field(default_factory=list)

    def ask(self, kind: str, who: PatientId | None = ROSE.id, **body: Any) -> int:
        """Write a request as the console does."""
        with self.database.unit() as unit:
            return unit.requests.add(kind, body, by=OMAR, at=NOON, patient=who)

    def of(self, number: int) -> Request:
        """A request as the console sees it."""
        with self.database.reading() as unit:
            found = unit.requests.get(number)
        assert found is not None
        return found

    def done(self, number: int) -> bool:
        """Whether it was closed as done; closed it must be."""
        result = self.of(number).result
        assert result is not None
        return result["done"] is True


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    database = open_database(RecordsSettings(), tmp_path)
    ledger, changes = Ledger(database), Changes(database)
    posted: list[object] = []

    def take(who: PatientId, value: object) -> None:
        assert who == ROSE.id
        posted.append(value)

    mailbox = Mailbox(ledger, changes, (ROSE,), HandClock(NOON), take)
    yield Post(database=database, ledger=ledger, mailbox=mailbox, posted=posted)
    ledger.close()
    changes.close()
    database.close()


async def test_taking_an_alarm_and_ending_it_reach_its_ladder_in_order(post: Post) -> None:
    taken = post.ask("acknowledge", escalation="one")
    ended = post.ask("resolve", escalation="one", outcome="false_alarm", note="asleep")
    await post.mailbox.look()
    first, second = post.posted
    assert isinstance(first, ToLadder)
    assert isinstance(second, ToLadder)
    assert first.escalation == second.escalation == "one"
    assert isinstance(first.event, ladder.Acknowledged)
    assert first.event.acknowledgement.by == OMAR
    assert isinstance(second.event, ladder.Resolved)
    resolution = second.event.resolution
    assert (resolution.outcome, resolution.note) == (Outcome.FALSE_ALARM, "asleep")
    assert post.done(taken)
    assert post.done(ended)


async def test_a_request_is_handed_over_once(post: Post) -> None:
    post.ask("acknowledge", escalation="one")
    await post.mailbox.look()
    post.ask("acknowledge", escalation="two")
    await post.mailbox.look()
    await post.mailbox.look()
    handed = [v.escalation for v in post.posted if isinstance(v, ToLadder)]
    assert handed == ["one", "two"]


async def test_a_confirmed_plan_rules_and_a_stopped_one_does_not(post: Post) -> None:
    with post.database.unit() as unit:
        unit.regimens.draft(regimen("metformin"), NOON)
    post.ask("confirm_regimen", regimen="metformin", revision=1)
    await post.mailbox.look()
    (ordered,) = post.posted
    assert isinstance(ordered, Ordered)
    assert [one.id for one in ordered.regimens] == ["metformin"]
    assert (ordered.zone, ordered.routine) == (ROSE.zone, ROSE.routine)
    post.ask("stop_regimen", regimen="metformin")
    await post.mailbox.look()
    assert post.posted[-1] == replace(ordered, regimens=())
    with post.database.reading() as unit:
        (kept,) = unit.regimens.all(ROSE.id)
    assert (kept.status, kept.decided_by) == (Status.RETIRED, OMAR)


async def test_a_plan_confirmed_just_before_the_power_went_is_confirmed_once(
    post: Post,
) -> None:
    with post.database.unit() as unit:
        unit.regimens.draft(regimen("metformin"), NOON)
        unit.regimens.confirm(regimen("metformin").id, 1, by=OMAR, at=NOON)
    again = post.ask("confirm_regimen", regimen="metformin", revision=1)
    await post.mailbox.look()
    assert post.done(again)
    with post.database.reading() as unit:
        assert len(unit.regimens.confirmed(ROSE.id)) == 1


@pytest.mark.parametrize(
    ("kind", "who", "body"),
    [
        ("dance", ROSE.id, {}),
        ("acknowledge", ROSE.id, {}),
        ("acknowledge", None, {"escalation": "one"}),
        ("acknowledge", PatientId("moved-away"), {"escalation": "one"}),
        ("resolve", ROSE.id, {"escalation": "one", "outcome": "perhaps"}),
        ("confirm_regimen", ROSE.id, {"regimen": "metformin", "revision": 7}),
    ],
)
async def test_what_cannot_be_done_is_closed_and_stands_in_nobodys_way(
    post: Post, kind: str, who: PatientId | None, body: dict[str, Any]
) -> None:
    bad = post.ask(kind, who, **body)
    good = post.ask("acknowledge", escalation="one")
    await post.mailbox.look()
    assert not post.done(bad)
    assert post.of(bad).result != {"done": False, "why": ""}
    assert post.done(good)
    assert [type(value) for value in post.posted] == [ToLadder]


async def test_while_the_record_fails_a_request_stays_open_and_is_tried_again(
    post: Post,
) -> None:
    number = post.ask("acknowledge", escalation="one")
    with post.database.unit() as unit:
        unit.session.connection().exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON requests "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    with pytest.raises(StoreError):
        await post.mailbox.look()
    assert post.of(number).handled_at is None
    with post.database.unit() as unit:
        unit.session.connection().exec_driver_sql("DROP TRIGGER full")
    await post.mailbox.look()
    assert post.done(number)
