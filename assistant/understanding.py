"""Ask the nlu service what was meant; "unavailable" is an answer, never an exception.

The service is on loopback and can be slow, gone or wrong. Whatever it does, a caller gets
an `Understanding` or an `Unavailable` with a reason that carries no word of the patient.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.nlu_settings import NluSettings
from care.people import Language
from care.speech import Unavailable, Understanding

EXTERNAL = "EXTERNAL_"
"""Prefix of intents that only the home itself may send, never an utterance."""


class _Guess(BaseModel):
    model_config = ConfigDict(extra="ignore")
    name: str
    confidence: float


class _Parsed(BaseModel):
    model_config = ConfigDict(extra="ignore")
    intent: _Guess
    intent_ranking: list[_Guess]


class Message(BaseModel):
    """One thing that Rasa wants said: a wording key, or the number of a kept reply."""

    model_config = ConfigDict(extra="ignore")
    custom: dict[str, Any]


class Turned(BaseModel):
    """How a turn of open conversation went."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    messages: tuple[Message, ...]
    loop: str | None = None
    """The form that waits for an answer, or None."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the service is and what opens it."""

    port: int
    token: str


def with_looks(
    meant: Understanding | Unavailable, looks: Iterable[Understanding | Unavailable]
) -> Understanding | Unavailable:
    """The meaning of an utterance beside those of `Heard.looks`."""
    if isinstance(meant, Unavailable):
        return meant
    others = (one.ranking for one in looks if isinstance(one, Understanding))
    return replace(meant, looks=tuple(others))


LONGEST = 2000
"""Letters that the service takes; of a longer text it gets both ends."""


def spoken(text: str) -> str:
    """The text without what would make Rasa take it for a command ("/intent").

    "" when there is no word in it. Of a text too long to be an utterance both ends are
    kept, since a cry may come first or last; what is no letter of any script is dropped.
    """
    words = text.encode("utf-8", "ignore").decode().lstrip("/ \t\r\n\u00a0")
    if len(words) > LONGEST:
        words = f"{words[: LONGEST // 2]} {words[1 - LONGEST // 2 :]}"
    return words if any(letter.isalnum() for letter in words) else ""


def _understanding(parsed: _Parsed) -> Understanding | Unavailable:
    names = [parsed.intent.name, *(guess.name for guess in parsed.intent_ranking)]
    if any(name.startswith(EXTERNAL) for name in names):
        return Unavailable(reason="the service named an intent that no utterance may have")
    ranking = tuple((guess.name, guess.confidence) for guess in parsed.intent_ranking)
    return Understanding(
        intent=parsed.intent.name, confidence=parsed.intent.confidence, ranking=ranking
    )


class Understander:
    """The client; one per station, closed with it."""

    def __init__(self, door: Door, settings: NluSettings) -> None:
        """Nothing is sent yet."""
        self._settings = settings
        self._http = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{door.port}",
            headers={"X-NLU-Token": door.token},
            trust_env=False,  # a proxy has no business on loopback
        )

    async def _ask(
        self, path: str, body: Mapping[str, Any], within: float
    ) -> Any | Unavailable:
        """The JSON of an answer, or why there is none."""
        try:
            answer = await self._http.post(path, json=body, timeout=within)
        except httpx.TimeoutException:
            return Unavailable(reason=f"no answer within {within:g} s")
        except httpx.HTTPError as error:
            return Unavailable(reason=f"not reachable ({type(error).__name__})")
        if answer.status_code != httpx.codes.OK:
            return Unavailable(reason=f"answered {answer.status_code}")
        try:
            return answer.json()
        except ValueError:
            return Unavailable(reason="answered something that is not JSON")

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """What an utterance meant, with the ranking of all intents."""
        words = spoken(text)
        if not words:
            return Unavailable(reason="nothing was said")
        body = {"lang": language.value, "text": words}
        found = await self._ask("/parse", body, self._settings.parse_within)
        if isinstance(found, Unavailable):
            return found
        try:
            return _understanding(_Parsed.model_validate(found))
        except ValidationError:
            return Unavailable(reason="answered something that is no meaning")

    async def turn(
        self,
        conversation: str,
        language: Language,
        intent: str,
        entities: Mapping[str, str],
    ) -> Turned | Unavailable:
        """One turn of open conversation; an empty answer is a failure, not a silence."""
        body = {
            "lang": language.value,
            "conversation": conversation,
            "intent": intent,
            "entities": dict(entities),
        }
        found = await self._ask("/turn", body, self._settings.turn_within)
        if isinstance(found, Unavailable):
            return found
        try:
            turned = Turned.model_validate(found)
        except ValidationError:
            return Unavailable(reason="answered something that is no turn")
        if not turned.messages:
            return Unavailable(reason="an action failed: nothing came back to say")
        return turned

    async def forget(self, conversation: str) -> Unavailable | None:
        """Drop a conversation; None when it is gone."""
        body = {"conversation": conversation}
        found = await self._ask("/forget", body, self._settings.parse_within)
        return found if isinstance(found, Unavailable) else None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()
