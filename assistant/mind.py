"""Understanding at work: the nlu service while it is there, closed phrases always."""

from assistant.talk.turns import OpenTalk
from care.people import Language, Patient
from care.speech import Unavailable, Understanding


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
