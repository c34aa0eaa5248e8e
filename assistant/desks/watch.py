"""The watch over one patient at work: readings and answers in, alarms out."""

from dataclasses import replace
from datetime import datetime

from assistant.desks.desk import Tick
from assistant.scripts import confirm
from care.observation import Observation, Waveform
from care.people import Patient
from care.speech import Answer
from records.unit import Unit
from sensors import watch
from sensors.held import Kept, Reported
from sensors.streams import RulesOf


class WatchDesk:
    """Holds a `sensors.watch.Watch`; its kept part is the saved state."""

    takes: tuple[type, ...] = (
        Observation, Waveform, Answer, Reported, watch.Closed, Tick,
    )  # fmt: skip

    def __init__(self, patient: Patient, rules: RulesOf, now: datetime) -> None:
        """Watch a patient by the clinician's limits."""
        self.name = f"watch:{patient.id}"
        self._patient = patient
        self._started = now
        self._watch = watch.start(patient, rules, Kept())

    def state(self) -> object:
        """Open alarms, open questions and what was said."""
        return self._watch.kept

    def restore(self, unit: Unit) -> None:
        """Take up the kept part, and remember the stored readings without alarming."""
        kept = unit.states.load(self.name, Kept) or Kept()
        self._watch = replace(self._watch, kept=kept)
        stored = unit.readings.since(self._patient.id, self._started - watch.look_back())
        for reading in stored:
            event = watch.Remembered(reading=reading)
            self._watch, _ = watch.step(self._watch, event, self._started)

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the watch."""
        event: watch.Event
        match value:
            case Observation() | Waveform():
                event = watch.Measured(reading=value)
            case Answer() if value.question.startswith(confirm.OWNER):
                event = watch.Answered(answer=value)
            case Reported():
                event = watch.Told(report=value)
            case watch.Closed():
                event = value
            case Tick():
                event = watch.Tick()
            case _:
                return ()
        self._watch, commands = watch.step(self._watch, event, now)
        return commands
