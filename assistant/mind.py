"""Understanding at work: the nlu service while it is there, closed phrases always."""

from pathlib import Path
from uuid import uuid4

from assistant.blueprint import Blueprint
from assistant.conversation.library import read_library
from assistant.conversation.mind import RasaMind
from assistant.conversation.stored import StoredFacts
from assistant.ledger import Ledger
from assistant.talk.turns import OpenTalk
from assistant.understanding import Door, Understander
from care.people import Language, Patient, ProviderId
from care.speech import Unavailable, Understanding
from reminders.plan import plan

APPROVED = Path(__file__).parent / "conversation" / "approved"
"""Questions with answers that a clinician has read and dated, by language."""


class NoMind:
    """A home without the nlu service: closed phrases alone."""

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """Nothing more than the phrases say."""
        return Unavailable(reason=f"no nlu service for {language} ({len(text)} letters)")

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:  # noqa: ARG002
        """Nothing to say; without understanding there is no open talk."""
        return ()

    async def close(self) -> None:
        """Nothing to let go."""


def rasa_mind(blueprint: Blueprint, ledger: Ledger, door: Door) -> RasaMind:
    """Rasa for the patient's own conversation, with the station's facts."""
    table = blueprint.reminders.slots.table()
    names = {ProviderId(key): one.name for key, one in blueprint.care.providers.items()}
    return RasaMind(
        Understander(door, blueprint.nlu),
        StoredFacts(
            ledger.ask,
            lambda regimens, who, start, end: plan(
                regimens, who.routine, who.zone, start, end, table=table
            ),
            names,
        ),
        {language: read_library(APPROVED, language) for language in Language},
        blueprint.clock,
        _fresh_id,
    )


def _fresh_id() -> str:
    return uuid4().hex
