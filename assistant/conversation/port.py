"""What the patient's own conversation needs of others."""

from collections.abc import Mapping
from typing import Protocol

from assistant.understanding import Turned
from care.approved.library import Library
from care.people import Language
from care.speech import Unavailable, Understanding


class Libraries(Protocol):
    """Approved answers by language (`care.approved.shelf.Shelf`, or a dict)."""

    def __getitem__(self, language: Language, /) -> Library:
        """The answers of a language as they are now."""
        ...


class Understands(Protocol):
    """What is needed of the nlu service (`assistant.understanding.Understander`)."""

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """What was meant."""
        ...

    async def turn(
        self,
        conversation: str,
        language: Language,
        intent: str,
        entities: Mapping[str, str],
    ) -> Turned | Unavailable:
        """One turn of a conversation."""
        ...

    async def forget(self, conversation: str) -> Unavailable | None:
        """Drop a conversation."""
        ...

    async def close(self) -> None:
        """Let go of the service."""
        ...
