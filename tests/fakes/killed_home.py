"""A home whose station is killed with kill -9 again and again, and what became of it."""

import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.blueprint import read_blueprint
from care.clock import SimulatedClock, set_pace
from care.medication import Dose
from records.database import open_database
from reminders.plan import plan
from tests.integration.assistant.homes import ROOT, configuration

SOONEST = timedelta(minutes=4)
"""Rungs are five minutes apart, "later" is longer."""


@dataclass
class KilledHome:
    """One home, lived through by many station processes one after the other."""

    folder: Path
    begins: datetime
    until: datetime
    kills: int = 0
    asked: dict[str, list[str]] = field(default_factory=dict)
    """Instants of the askings, by question."""
    said: int = 0
    dark: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write config.yml and set the clock."""
        self.config = configuration(self.folder)
        given = yaml.safe_load(self.config.read_text())
        given["console"] |= {"enabled": False}
        given["assistant"]["tick_seconds"] = 0.05
        self.config.write_text(yaml.safe_dump(given, allow_unicode=True))
        self.home = self.folder / "home"
        self.home.mkdir()
        set_pace(self.home / "clock.json", self.begins, 1.0)

    def live(self, kill_after: float | None) -> bool:
        """One station process; killed so many real seconds after it is up, or never."""
        words = [
            sys.executable, "-m", "tests.fakes.leaping_station",
            str(self.config), str(self.home), self.until.isoformat(),
        ]  # fmt: skip
        with subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as child:
            assert child.stdout is not None
            timer = threading.Timer(kill_after or 0.0, child.send_signal, (signal.SIGKILL,))
            for line in child.stdout:
                match line.split():
                    case ["up"]:
                        if kill_after is not None:
                            timer.start()
                    case ["ask", question, at]:
                        self.asked.setdefault(question, []).append(at)
                    case ["said", *_]:
                        self.said += 1
                    case _:
                        self.dark.append(line)
            timer.cancel()
            ended = child.wait()
        # While nobody is up, time stands almost still: a start takes seconds, not hours.
        clock = self.home / "clock.json"
        set_pace(clock, SimulatedClock(clock).now(), 0.5)
        self.kills += ended == -signal.SIGKILL
        return ended == 0

    def through(self, chance: random.Random, longest: float) -> None:
        """Live to the end, killed at random moments."""
        while not self.live(0.2 + chance.random() * longest):
            pass

    def doses(self) -> list[tuple[Dose, Dose | None]]:
        """Every dose that was due, and what the record holds of it."""
        blueprint = read_blueprint(self.config, self.home)
        patient = blueprint.patients[0]
        database = open_database(blueprint.records, self.home)
        try:
            with database.reading() as unit:
                orders = unit.orders.all(patient.id)
                regimens = [r for one in orders for r in one.signed.order.regimens]
                end = self.until - timedelta(hours=3)
                due = plan(regimens, patient.routine, patient.zone, self.begins, end)
                return [(dose, unit.doses.get(dose.id)) for dose in due]
        finally:
            database.close()

    def doubled(self) -> list[str]:
        """Questions about doses that came again sooner than any rung or "later" asks."""
        found = []
        for question, texts in self.asked.items():
            instants = sorted(datetime.fromisoformat(text) for text in texts)
            close = any(b - a < SOONEST for a, b in pairwise(instants))
            if close and question.startswith("dose:"):
                found.append(question)
        return found
