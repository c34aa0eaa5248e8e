"""One call through everything real: ladder, record, wording, channels, a mail server.

Every step is loaded from the record and saved to it, as after a crash at each of them.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from care.commands import Notify, Record
from care.escalation import (
    Contact,
    DeliveryStatus,
    Escalation,
    EscalationId,
    Notice,
    Policy,
    Rung,
)
from care.people import ProviderId
from escalation.audit import audit
from escalation.channels.table import open_channels
from escalation.courier import Courier
from escalation.ladder import Delivered, Event, Started, Tick, begin, escalation_id, step
from escalation.settings import EscalationSettings
from records.database import Database
from tests.fakes.calls import ADA, NAMES, THREE, after, alarm, policy
from tests.fakes.clock import HandClock
from tests.fakes.mail_server import Post, mail_server

pytestmark = pytest.mark.integration
CALL = escalation_id(alarm())


def ladder_of(webhook: str) -> Policy:
    """A webhook that is not there, then jo, then ann."""
    rungs = tuple(
        Rung(
            contacts=(Contact(provider=ProviderId(who), channel=channel, address=address),),
            wait=timedelta(minutes=1),
        )
        for who, channel, address in (
            ("desk", "webhook", webhook),
            ("jo", "email", "jo@example.org"),
            ("ann", "email", "ann@example.org"),
        )
    )
    return replace(policy(), rungs=rungs)


def advance(record: Database, call: EscalationId, event: Event, now: datetime) -> None:
    """One step, from the record into the record, in one transaction."""
    with record.unit() as unit:
        state = unit.escalations.get(call)
        assert state is not None
        _, commands = step(state, event, now)
        for command in commands:
            if isinstance(command, Record) and isinstance(command.what, Escalation):
                unit.escalations.keep(command.what)
            if isinstance(command, Notify):
                unit.notices.keep(command.notice)
        if isinstance(event, Delivered):
            unit.notices.delivered(event.delivery)


def waiting(record: Database) -> tuple[Notice, ...]:
    with record.reading() as unit:
        return unit.notices.waiting()


async def hand_over(record: Database, courier: Courier) -> list[DeliveryStatus]:
    """Deliver what waits in the record until nothing waits any more."""
    accounts = []
    while notices := waiting(record):
        delivery = await courier.deliver(notices[0])
        accounts.append(delivery.status)
        advance(record, CALL, Delivered(delivery=delivery), after(1))
    return accounts


async def test_a_call_reaches_a_person_through_channels_that_fail(
    record: Database, tmp_path: Path
) -> None:
    post = Post("jo@example.org")
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "secret").chmod(0o600)
    async with mail_server(post) as port:
        mail = {"host": "127.0.0.1", "port": port, "security": "plain", "sender": "h@home"}
        settings = EscalationSettings.model_validate(
            {"email": mail, "webhook": {"secret_file": "secret"}}
        )
        courier = Courier(
            channels=open_channels(settings, tmp_path, HandClock(THREE)),
            patients={ADA.id: ADA},
            names=NAMES,
            settings=settings,
            clock=HandClock(THREE),
        )
        with record.unit() as unit:
            climb = begin(alarm(), ladder_of("http://127.0.0.1:9/"), THREE)
            unit.escalations.keep(climb)
        advance(record, CALL, Started(), THREE)
        accounts = await hand_over(record, courier)
        assert accounts == [
            DeliveryStatus.UNREACHABLE,
            DeliveryStatus.REFUSED,
            DeliveryStatus.HANDED_OVER,
        ]
        assert post.told == ["ann@example.org"]
        with record.reading() as unit:
            (state,) = unit.escalations.open()
            assert audit([state], unit.notices.waiting(), after(5)) == ()

    assert state.due is not None
    advance(record, CALL, Tick(), state.due)
    assert await hand_over(record, courier) == [DeliveryStatus.UNREACHABLE] * 3
    with record.reading() as unit:
        (state,) = unit.escalations.open()
        found = audit([state], unit.notices.waiting(), after(5))
        assert [one.code for one in found] == ["ESC-NOBODY"], "and it says that it cannot"
        told = [len(deliveries) for _, deliveries in unit.notices.of(CALL)]
        assert told == [1] * 6
