"""Turns what the watch wants confirmed into a question for the patient."""

from dataclasses import replace
from datetime import datetime

from assistant.scripts import confirm
from assistant.talk.turns import Switched
from care.commands import Confirm
from care.people import Patient
from records.unit import Unit


class QuestionDesk:
    """Finds the words; holds nothing but the patient's language."""

    takes: tuple[type, ...] = (Confirm, Switched)

    def __init__(self, patient: Patient) -> None:
        """Ask one patient."""
        self.name = f"questions:{patient.id}"
        self._patient = patient

    def state(self) -> object:
        """Nothing to save: the watch holds the question, the talk asks it."""
        return None

    def restore(self, unit: Unit) -> None:
        """Nothing to restore."""

    def take(self, value: object, now: datetime) -> tuple[object, ...]:  # noqa: ARG002
        """A question for each wish to confirm."""
        if isinstance(value, Switched):
            self._patient = replace(self._patient, language=value.language)
            return ()
        assert isinstance(value, Confirm)
        return (confirm.ask(value, self._patient),)
