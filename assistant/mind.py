"""Understanding at work: the nlu service while it is there, closed phrases always."""

from uuid import uuid4

import structlog

from assistant.blueprint import Blueprint
from assistant.conversation.mind import RasaMind
from assistant.conversation.stored import StoredFacts
from assistant.ledger import Ledger
from assistant.talk.turns import OpenTalk
from assistant.understanding import Door, Understander
from care.approved.shelf import Shelf
from care.errors import ConfigError
from care.people import Language, Patient, ProviderId, Role
from care.speech import Unavailable, Understanding
from reminders.plan import plan

log = structlog.get_logger()


class NoMind:
    """A home without the nlu service: closed phrases alone."""

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """Nothing more than the phrases say."""
        return Unavailable(reason=f"no nlu service for {language} ({len(text)} letters)")

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:  # noqa: ARG002
        """Nothing to say; without understanding there is no open talk."""
        return ()

    prepare = turn

    async def close(self) -> None:
        """Nothing to let go."""


def rasa_mind(blueprint: Blueprint, ledger: Ledger, door: Door) -> RasaMind:
    """Rasa for the patient's own conversation, with the station's facts."""
    table = blueprint.reminders.slots.table()
    people = blueprint.care.providers
    names = {ProviderId(key): one.name for key, one in people.items()}
    nurses = [one.name for one in people.values() if one.role is Role.CLINICIAN]
    return RasaMind(
        Understander(door, blueprint.nlu),
        StoredFacts(
            ledger.ask,
            lambda regimens, who, start, end: plan(
                regimens, who.routine, who.zone, start, end, table=table
            ),
            names,
            nurse=next(iter(nurses), ""),
        ),
        Shelf(blueprint.folder, _broken),
        blueprint.clock,
        _fresh_id,
    )


def _broken(error: ConfigError) -> None:
    place = f"{error.file.name}:{error.line}"
    log.warning("an answer cannot be read; the last good ones go on", error=place)


def _fresh_id() -> str:
    return uuid4().hex
