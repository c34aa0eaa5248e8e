"""Turns what the watch wants confirmed into a question for the patient."""

from dataclasses import replace
from datetime import datetime

from assistant.scripts import confirm
from assistant.talk.turns import Switched
from care.commands import Confirm
from care.people import Patient
from care.speech import QuestionId
from records.unit import Unit


class QuestionDesk:
    """Finds the words, once more where the patient changes the language."""

    takes: tuple[type, ...] = (Confirm, Switched)

    def __init__(self, patient: Patient) -> None:
        """Ask one patient."""
        self.name = f"questions:{patient.id}"
        self._patient = patient
        self._asked: dict[QuestionId, Confirm] = {}

    def state(self) -> object:
        """Nothing to save: the watch holds the question, the talk asks it."""
        return None

    def restore(self, unit: Unit) -> None:
        """Nothing to restore."""

    def take(self, value: object, now: datetime) -> tuple[object, ...]:  # noqa: ARG002
        """A question for each wish to confirm."""
        if isinstance(value, Switched):
            self._patient = replace(self._patient, language=value.language)
            asked = {key: self._asked[key] for key in value.questions if key in self._asked}
            self._asked = asked
            return tuple(confirm.ask(wish, self._patient) for wish in asked.values())
        assert isinstance(value, Confirm)
        question = confirm.ask(value, self._patient)
        self._asked[question.question.id] = value
        return (question,)
