"""What is made ready while somebody pauses who may yet go on.

In a pause the recognizer shows what was said so far. If that was all, the home needs its
meaning, its reply and the sound of the reply at once. They are worked out here, on copies:
nothing of it is done, kept or said before the words have turned out to be all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from assistant.answers import read
from assistant.conversation.whole import whole
from assistant.dialogue import Dialogue, listener, step
from assistant.errands import Errands
from assistant.recognizers.port import Context
from assistant.talk.state import NO_LISTS
from assistant.talk.turns import HeardUtterance, OpenTalk, Speak
from care.clock import stopwatch
from care.commands import Say
from care.people import Language, Patient
from care.speech import Expects, Heard, Prompt, Unavailable, Understanding
from care.wording import wording

KEEPS = 3.0
"""Real seconds in which a meaning counts."""

Meaning = Understanding | Unavailable
NOT_ASKED = Unavailable(reason="only rehearsed")


class Thinks(Protocol):
    """What is asked in advance (`assistant.hands.Mind`)."""

    async def parse(self, text: str, language: Language) -> Meaning:
        """What was meant."""
        ...

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """What the home would say, as commands that nobody performs."""
        ...


@dataclass(slots=True)
class _Guess:
    """Words that may be all."""

    text: str
    language: Language
    at: float
    """Stopwatch second."""
    meant: Meaning | None = None

    @property
    def counts(self) -> bool:
        """Whether it was made just now."""
        return stopwatch() - self.at <= KEEPS


class Foresight:
    """Of one patient."""

    def __init__(
        self,
        mind: Thinks,
        errands: Errands,
        rehearse: Callable[[object], tuple[object, ...]],
        prepare: Callable[[Prompt, int | None], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        """Foresee nothing yet.

        Args:
            mind: Understands, and replies to the patient's own conversation.
            errands: Owner of what is begun here.
            rehearse: What a value would bring about (`Station.rehearse`).
            prepare: Makes the sound of a prompt at a pace, None for the last one's, and
                plays nothing.
            now: The home's clock.
        """
        self._mind, self._errands = mind, errands
        self._rehearse, self._prepare, self._now = rehearse, prepare, now
        self._guesses: tuple[_Guess, ...] = ()

    def whole(self, patient: Patient, context: Context, text: str) -> bool:
        """See `Ears.listen`; what was not shown before is thought about from now on."""
        guess = self._guessed(text, patient.language)
        if guess is None:
            guess = _Guess(text, patient.language, stopwatch())
            self._guesses = (*(one for one in self._guesses if one.counts), guess)
            self._errands.start("foresee", self._think(patient, guess))
        meant = guess.meant
        return isinstance(meant, Understanding) and whole(
            text, meant, patient.language, context.names
        )

    def meaning(self, text: str, language: Language) -> Understanding | None:
        """What was found out already about words that did turn out to be all."""
        guess = self._guessed(text, language)
        meant = None if guess is None else guess.meant
        return meant if isinstance(meant, Understanding) else None

    def _guessed(self, text: str, language: Language) -> _Guess | None:
        """The guess at these words; two rooms may hear two things at once."""
        for one in self._guesses:
            if one.counts and (one.text, one.language) == (text, language):
                return one
        return None

    async def learn(self, patient: Patient) -> None:
        """Pay for the first words before they come, and have the reply to a cry ready."""
        cry = self._heard(wording(patient.language).say("talk.closed.help"))
        await asyncio.to_thread(_acquainted, patient, cry)
        utterance = HeardUtterance(heard=cry, understanding=NOT_ASKED)
        for value in self._rehearse(utterance):
            if isinstance(value, Speak):
                await self._prepare(value.prompt, value.pace)

    def _heard(self, text: str) -> Heard:
        now = self._now()
        return Heard(
            text=text, confidence=1.0, started_at=now, ended_at=now, engine="foreseen"
        )

    async def _think(self, patient: Patient, guess: _Guess) -> None:
        guess.meant = await self._mind.parse(guess.text, guess.language)
        prompts = await self._prompts(patient, guess, guess.meant)
        for prompt, pace in prompts:
            if guess is self._guesses[-1]:  # else somebody has gone on
                await self._prepare(prompt, pace)

    async def _prompts(
        self, patient: Patient, guess: _Guess, meant: Meaning
    ) -> list[tuple[Prompt, int | None]]:
        """What the home would say, each with its pace."""
        utterance = HeardUtterance(heard=self._heard(guess.text), understanding=meant)
        found: list[tuple[Prompt, int | None]] = []
        for value in self._rehearse(utterance):
            match value:
                case Speak(prompt=prompt, pace=pace):
                    found.append((prompt, pace))
                case OpenTalk():
                    said = await self._mind.prepare(patient, value)
                    found += [(one.prompt, None) for one in said if isinstance(one, Say)]
        return found


def _acquainted(patient: Patient, heard: Heard) -> None:
    """Load every table that words are looked up in, some 0.7 s of processor time."""
    alone = Dialogue(listener=listener(patient, NO_LISTS))
    for text in ("", f" {heard.engine}"):
        said = replace(heard, text=f"{heard.text}{text}")
        utterance = HeardUtterance(heard=said, understanding=NOT_ASKED)
        step(alone, utterance, heard.ended_at)
    for expects in Expects:
        read((heard.engine,), expects, patient.language, NOT_ASKED, NO_LISTS)
