"""A real station's process, without sound, whose clock leaps to what is due next.

Run with config.yml, the home's folder and the last instant. `assistant.running` makes it
as it makes any home: record, desks, scheduler, broker, intake. Only the loudspeaker is
silent, the patient answers by a rule, and the clock's file is moved forward whenever the
home is idle. Every asking and every word spoken is printed as a line.
"""

import asyncio
import hashlib
import logging
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import running
from assistant.blueprint import Blueprint, read_blueprint
from assistant.desks.desk import Tick
from assistant.desks.talk import TalkDesk
from assistant.household.moving_in import furnish
from assistant.life import Life
from assistant.recognizers.port import Context
from assistant.station import Turn
from assistant.talk.turns import HeardUtterance, Listen, Speak
from assistant.voices.port import Spoken
from care import logs
from care.clock import clock_for, set_pace
from care.commands import Ask, WakeAt
from care.people import PatientId
from care.speech import Expects, Heard, Prompt, Unavailable
from records.database import open_database

SPEED = 120.0
"""Home seconds in a real second, between two leaps."""
TALK = 40.0
"""While somebody speaks or is listened to: an answer must come in time."""
LONGEST = timedelta(hours=3)
SETTLED = 2
"""Ticks after a leap, until everybody has said when to wake up next."""
BEFORE = timedelta(seconds=3)
"""A leap ends so long before what is due, so that the ring itself is lived through."""
UP_WITHIN = 60.0
"""Real seconds."""
ANSWERS = ("yes I took it", "later", None, "I already took it", None, "no thank you", "yes")


def tell(line: str) -> None:
    """One line to the parent, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class SilentHouse:
    """Plays nothing and hears nothing; every prompt is said."""

    async def run(self) -> None:
        """Be there."""
        await asyncio.Event().wait()

    async def say(
        self, prompt: Prompt, asks: Context | None = None, *, rate: int | None = None
    ) -> Spoken:
        """Say it at once."""
        del asks, rate
        await asyncio.sleep(0.01)
        tell(f"said {prompt.level}")
        return Spoken(seconds=1.0)

    async def hush(self) -> None:
        """Fall silent."""

    def know(self, medicines: tuple[str, ...]) -> None:
        """Names to listen for."""

    def listen_for(self, context: Context) -> None:
        """Whatever it is."""

    def answered(self) -> None:
        """Nothing more to listen for."""


class Onlooker:
    """Sees every turn: prints what is asked, answers, and notes what is due when."""

    def __init__(self, life: Life, patient: PatientId) -> None:
        """Look at one patient's turns."""
        self._life, self._patient = life, patient
        self._question = ""
        self.due: set[datetime] = set()
        self.busy = 0
        self.looks = 0
        """Ticks since the last leap; before two of them nobody knows what is due."""
        self.landed = life.clock.now()

    def saw(self, turn: Turn) -> None:
        """One turn, after it was performed."""
        looked = any(isinstance(value, Tick) for value in turn.values)
        self.looks += looked and turn.at >= self.landed
        for value in turn.values:
            match value:
                case Ask(question=question):
                    tell(f"ask {question.id} {turn.at.isoformat()}")
                    self._question = question.id
                    self.busy = 10
                case Speak():
                    self.busy = 10
                case WakeAt(at=at):
                    self.due.add(at)
                case Listen(expects=expects):
                    self.busy = 10
                    self._answer(expects, turn.at)

    def _answer(self, expects: Expects, at: datetime) -> None:
        digest = hashlib.sha256(f"{self._question}{at:%Y%m%d%H%M}".encode()).digest()[0]
        words = ANSWERS[digest % len(ANSWERS)]
        if words is None or expects is not Expects.DOSE:
            return
        heard = Heard(text=words, confidence=1, started_at=at, ended_at=at, engine="rule")
        meant = Unavailable(reason="no mind")
        self._life.station.post(
            self._patient, HeardUtterance(heard=heard, understanding=meant)
        )

    async def leap(self, blueprint: Blueprint, until: datetime) -> None:
        """Move the clock on whenever nothing happens; come back when the time is up."""
        clock, file = blueprint.clock, blueprint.clock_file
        assert file is not None
        speed = 0.0
        while (now := clock.now()) < until:
            await asyncio.sleep(0.03)
            self.busy = max(0, self.busy - 1)
            talks = bool(self.busy) or self._speaks()
            if (wanted := TALK if talks else SPEED) != speed:
                speed = wanted
                set_pace(file, clock.now(), speed)
            if talks or self.looks < SETTLED:
                continue
            self.due = {at for at in self.due if at > now}
            aim = min((*self.due, now + LONGEST, until + BEFORE)) - BEFORE
            if aim > now:
                set_pace(file, aim, SPEED)
                self.looks, self.landed = 0, aim

    def _speaks(self) -> bool:
        desks = self._life.station.desks[self._patient]
        talk = next(one for one in desks if isinstance(one, TalkDesk))
        dialogue = talk.state()
        return bool(getattr(dialogue, "speaking", None)) or bool(
            getattr(dialogue, "listening", None)
        )


async def live(config: Path, folder: Path, until: datetime) -> None:
    """Live until that instant, or until the process is killed."""
    plain = read_blueprint(config, folder)
    clock = folder / "clock.json"
    blueprint = replace(plain, clock_file=clock, clock=clock_for(clock))
    patient = blueprint.patients[0].id
    database = open_database(blueprint.records, folder)
    furnish(blueprint, database)
    database.close()
    looking: list[Onlooker] = []
    up = asyncio.Event()

    def alive(life: Life) -> None:
        life.hands[patient].house = SilentHouse()  # type: ignore[assignment]
        looking.append(Onlooker(life, patient))
        life.station.witness = looking[0].saw
        tell("up")
        up.set()

    home = asyncio.create_task(running.run(blueprint, alive=alive))  # noqa: TID251 - a test
    await asyncio.wait_for(up.wait(), UP_WITHIN)
    await looking[0].leap(blueprint, until)
    home.cancel()
    await asyncio.wait({home})


if __name__ == "__main__":
    logs.configure(Path(sys.argv[2]).joinpath("station.log").open("a", encoding="utf-8"))
    logging.disable(logging.WARNING)
    last = datetime.fromisoformat(sys.argv[3]).astimezone(UTC)
    asyncio.run(live(Path(sys.argv[1]), Path(sys.argv[2]), last))
