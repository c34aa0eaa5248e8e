"""The station's own mailbox and desks, without voice and sensors, for console tests."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from assistant.desks.checkins import CheckInDesk
from assistant.desks.desk import TICK
from assistant.desks.ladders import Ladders
from assistant.desks.orders import OrderDesk
from assistant.desks.supplies import SupplyDesk
from assistant.desks.tray import TrayDesk
from assistant.ledger import Ledger
from assistant.mailbox import Mailbox
from assistant.station import Item, Station
from care.alarm import Priority
from care.people import PatientId
from care.settings import CareSettings
from records.changes import Changes
from records.database import Database
from reminders.rules import RULES
from reminders.slots import CLINIC
from tests.fakes.ada import ADA
from tests.fakes.ada_alarms import POLICY
from tests.fakes.clock import HandClock


class Nobody:
    """Performs nothing: no voice, no channel."""

    performs: tuple[type, ...] = (object,)

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        """Nothing happens."""


def _raise(error: Exception) -> None:
    raise error


async def _handle(database: Database, people: CareSettings, now: datetime) -> list[str]:
    patient = people.patient(ADA)
    held = lambda _now: False  # noqa: E731 - nothing is ever held here
    desks = (
        OrderDesk(patient, CLINIC, held),
        TrayDesk(patient, RULES, held, now - timedelta(hours=3)),
        CheckInDesk(patient, (), held, now),
        SupplyDesk(patient, CLINIC),
        Ladders(patient.id, dict.fromkeys(Priority, POLICY)),
    )
    with database.reading() as unit:
        fresh = unit.states.text("tray:ada") is None
        waiting = [asked.kind for asked in unit.requests.waiting()]
        for desk in desks:
            desk.restore(unit)
    ledger, changes = Ledger(database), Changes(database)
    clock = HandClock(now)
    station = Station(clock, {ADA: desks}, ledger, Nobody(), _raise)
    items: list[Item] = []
    mailbox = Mailbox(
        ledger,
        changes,
        people,
        clock,
        lambda who, value: items.append(Item(patient=who, value=value)),
    )
    await mailbox.look()
    tick = Item(patient=ADA, value=TICK)
    if fresh:  # the home was at work since early morning
        clock.at = now - timedelta(hours=3)
        await station.turn(tick)
        clock.at = now
    for item in (tick, *items):
        await station.turn(item)
    ledger.close()
    changes.close()
    return waiting


def handle_all(database: Database, people: CareSettings, now: datetime) -> list[str]:
    """Handle every waiting request as the station does; their kinds, in order.

    On a thread of its own, because a browser's loop may run on this one.
    """
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(asyncio.run, _handle(database, people, now)).result()
