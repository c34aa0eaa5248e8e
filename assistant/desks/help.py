"""The help script at work: a cry from the talk or from a check-in becomes an alarm."""

from dataclasses import replace
from datetime import datetime

from assistant.desks.desk import Tick
from assistant.scripts import help as script
from assistant.scripts.help import Ended, Help, TimePassed
from assistant.scripts.help_words import Person
from assistant.talk.turns import Cried, Switched
from care.people import Patient
from care.speech import Answer, Cry, Heard
from records.unit import Unit
from sensors.watch import Closed


class HelpDesk:
    """Holds an `assistant.scripts.help.Help`."""

    takes: tuple[type, ...] = (Cried, Cry, Answer, Closed, Switched, Tick)

    def __init__(self, patient: Patient, contact: str | None = None) -> None:
        """Nobody has called yet; `contact` is who is called, as the voice says it."""
        self.name = f"help:{patient.id}"
        person = Person(patient=patient.id, language=patient.language, contact=contact)
        self._help = Help(person=person)

    def state(self) -> object:
        """The cry being dealt with, and denials so far."""
        return self._help

    def restore(self, unit: Unit) -> None:
        """Go on with a cry that is not dealt with."""
        self._help = unit.states.load(self.name, Help) or self._help

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the script."""
        event: script.Event
        match value:
            case Cry():
                event = Cried(cry=value, heard=_unspoken(now))
            case Cried() | Answer():
                event = value
            case Closed(alarm=alarm):
                event = Ended(alarm=alarm)
            case Switched(language=language, questions=questions):
                person = replace(self._help.person, language=language)
                self._help = replace(self._help, person=person)
                return script.again(self._help, questions)
            case _:
                event = TimePassed()
        self._help, commands = script.step(self._help, event, now)
        return commands


def _unspoken(now: datetime) -> Heard:
    """A cry that is no words: a script has understood it from an answer."""
    return Heard(text="", confidence=1.0, started_at=now, ended_at=now, engine="script")
