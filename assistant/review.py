"""Looks through the ledger of doses for what only shows over days."""

from datetime import datetime, timedelta
from functools import partial

from assistant.desks.supplies import Reviewed
from assistant.ledger import Ledger
from assistant.station import Station
from care.clock import Clock, sleep
from care.people import PatientId
from records.unit import Unit
from reminders.stock import Supplies, state_of

BACK = timedelta(days=60)
"""Long enough for a run of unanswered days to keep its beginning."""
EVERY = timedelta(minutes=15)


def review(unit: Unit, patient: PatientId, now: datetime) -> Reviewed:
    """The doses of the last weeks, and all since the oldest count of a medicine."""
    supplies = unit.states.load(state_of(patient), Supplies) or Supplies()
    counted = [stock.counted_at for stock in supplies.stocks]
    since = min([now - BACK, *counted])
    return Reviewed(doses=unit.doses.between(patient, since, now + timedelta(days=1)))


async def reviewing(ledger: Ledger, clock: Clock, station: Station) -> None:
    """Look now, and again and again."""
    while True:
        for patient in station.desks:
            look = partial(review, patient=patient, now=clock.now())
            station.post(patient, await ledger.ask(look))
        await sleep(clock, EVERY)
