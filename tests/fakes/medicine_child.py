"""A station with one medicine tray that lives a day in a second, made to be killed.

Run with the home's folder and the last day's instant; prints a line after every turn.
Record, ledger, station and desk are the real ones; only the clock jumps from wake-up to
wake-up, and the patient answers by a rule.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.desks.desk import TICK
from assistant.desks.tray import TrayDesk
from assistant.ledger import Ledger
from assistant.station import Item, Station
from care.commands import Ask, WakeAt
from care.people import Language, Patient, PatientId
from care.speech import Answer, Meaning
from records.database import open_database
from records.settings import RecordsSettings
from reminders.rules import RULES
from reminders.tray_words import Ordered, Tray
from tests.fakes.clock import HandClock
from tests.fakes.medicines import DAY, PARIS, PATIENT, regimen

ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)
ORDERS = (regimen("a", "08:00", "14:00", "20:00"), regimen("b", critical=True))
MEANINGS = (Meaning.TAKEN, Meaning.SILENCE, Meaning.SILENCE, Meaning.REFUSED)


class Voice:
    """Writes every prompt down, for good, and notes the next wake-up."""

    performs: tuple[type, ...] = (Ask, WakeAt)

    def __init__(self, file: Path) -> None:
        """Append to the file."""
        self._out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.asked: list[Ask] = []
        self.wake = datetime.min.replace(tzinfo=UTC)

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        """See `assistant.station.Performer`."""
        match value:
            case Ask(question=question):
                self.asked.append(value)
                line = f"{question.id} {question.prompt.level} {now.isoformat()}\n"
                os.write(self._out, line.encode())
                os.fsync(self._out)
            case WakeAt(at=at):
                self.wake = at


def fail(error: Exception) -> None:
    """A turn that is not kept ends the test."""
    raise error


async def live(home: Path, until: datetime) -> None:
    """Turn after turn until the last day is over."""
    database = open_database(RecordsSettings(), home)
    with database.reading() as unit:
        saved = unit.states.load(f"tray:{PATIENT}", Tray)
    begins = saved.latest if saved and saved.latest else DAY.astimezone(UTC)
    clock, voice = HandClock(begins), Voice(home / "prompts.log")
    desk = TrayDesk(ROSE, RULES, lambda _: False, begins)
    with database.reading() as unit:
        desk.restore(unit)
    station = Station(clock, {PATIENT: (desk,)}, Ledger(database), voice, fail)
    ordered = Ordered(regimens=ORDERS, zone=ZoneInfo(PARIS.key), routine=ROSE.routine)
    await station.turn(Item(patient=PATIENT, value=ordered))
    while clock.at < until:
        await station.turn(Item(patient=PATIENT, value=TICK))
        sys.stdout.write(f"{clock.at.isoformat()}\n")
        sys.stdout.flush()
        for ask in voice.asked:
            meaning = MEANINGS[sum(ask.question.id.encode()) % len(MEANINGS)]
            said = Answer(question=ask.question.id, meaning=meaning, at=clock.at)
            await station.turn(Item(patient=PATIENT, value=said))
        voice.asked.clear()
        clock.at = max(voice.wake, clock.at + timedelta(seconds=1))


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))
