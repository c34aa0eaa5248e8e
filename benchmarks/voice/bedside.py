"""A home between its ears and its mouth: understanding, dialogue and a record on disk."""

from datetime import datetime, timedelta
from pathlib import Path

from assistant.blueprint import read_blueprint
from assistant.errands import Errands
from assistant.foresight import Foresight
from assistant.hands import Hands
from assistant.home import desks_of
from assistant.ledger import Ledger
from assistant.nlu_settings import NluSettings
from assistant.station import Item, Station
from assistant.talk.turns import OpenTalk, Speak, Spoken
from assistant.understanding import Door, Understander
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery
from care.clock import SystemClock
from care.commands import Ask, Say, Withdraw
from care.people import Language, Patient, PatientId
from care.speech import (
    Expects,
    Prompt,
    Question,
    QuestionId,
    Unavailable,
    Understanding,
    Urgency,
)
from records.database import open_database
from records.settings import RecordsSettings

ENGLISH = Delivery(language=Language.ENGLISH)
CONFIG = Path(__file__).parents[2] / "config.yml"


class Mind:
    """Understands by the service; the answers to questions are not looked up."""

    def __init__(self, door: Door) -> None:
        """Ask the service behind this door."""
        self._service = Understander(door, NluSettings())
        self.close = self._service.close

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """See `assistant.hands.Mind`."""
        return await self._service.parse(text, language)

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """See `assistant.hands.Mind`."""
        return (Say(prompt=_prompt(patient.id, f"You said: {talk.heard.text}.")),)


def _prompt(patient: PatientId, words: str) -> Prompt:
    return Prompt(
        patient=patient, language=Language.ENGLISH, words=words, urgency=Urgency.QUESTION
    )


class Bedside:
    """A home between its ears and its mouth, with a record in a folder."""

    performs = Hands.performs

    def __init__(self, folder: Path, mind: Mind, mouth: Mouth, errands: Errands) -> None:
        """Begin with an empty record."""
        blueprint, clock = read_blueprint(CONFIG), SystemClock()
        self.patient = blueprint.patients[0]
        self._database = open_database(RecordsSettings(), folder)
        self._ledger = Ledger(self._database)
        desks = {self.patient.id: desks_of(self.patient, blueprint, clock.now())}
        self._station = Station(clock, desks, self._ledger, self, _unkept)
        self._mouth, self._mind, self._said = mouth, mind, 0
        self.foresight = Foresight(mind, errands, self._rehearse, self._make, clock.now)

    def _rehearse(self, value: object) -> tuple[object, ...]:
        return self._station.rehearse(self.patient.id, value)

    async def _make(self, prompt: Prompt, _pace: int | None) -> None:
        await self._mouth.say(prompt.words, ENGLISH)

    def perform(self, _patient: PatientId, value: object, _now: datetime) -> None:
        """Speech ends as soon as it begins here."""
        if isinstance(value, Speak):
            self._station.post(self.patient.id, Spoken(turn=value.turn))
            self._said = value.turn

    async def turn(self, value: object) -> None:
        """One turn of the station, kept on disk."""
        await self._station.turn(Item(patient=self.patient.id, value=value))

    async def ask(self, expects: Expects) -> None:
        """Put a question, which has been said."""
        question = Question(
            id=QuestionId("bench:1"),
            prompt=_prompt(self.patient.id, "Well?"),
            again="Well?",
            expects=expects,
            answer_within=timedelta(minutes=1),
        )
        await self.turn(Withdraw(question=question.id))
        if expects is not Expects.OPEN:
            await self.turn(Ask(question=question))
            await self.turn(Spoken(turn=self._said))

    async def meaning(self, text: str) -> Understanding | Unavailable:
        """As hands ask for it: what was found in the pause, or found now."""
        found = self.foresight.meaning(text, Language.ENGLISH)
        return found or await self._mind.parse(text, Language.ENGLISH)

    def close(self) -> None:
        """Let go of the record."""
        self._ledger.close()
        self._database.close()


def _unkept(error: Exception) -> None:
    raise error
