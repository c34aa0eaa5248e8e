"""What the dialogue is told and what it asks for.

It is also told `care.commands.Ask`, `Say` and `Withdraw`, as the scripts emit them.
"""

from dataclasses import dataclass
from datetime import datetime

from care.commands import WakeAt
from care.people import Language
from care.speech import (
    Answer,
    Cry,
    Expects,
    Heard,
    Prompt,
    QuestionId,
    Unavailable,
    Understanding,
)

TurnId = int
"""Counts up for ever; a late report of an old turn is thereby told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The turn's last word has left the speaker."""

    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSpoken:
    """The turn was not said to its end."""

    turn: TurnId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted:
    """Somebody has begun to speak; the words will follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardUtterance:
    """Words, and what the NLU service made of them. Blank text is a sound."""

    heard: Heard
    understanding: Understanding | Unavailable
    alarmed: bool = False
    """An alarm about the patient is open: nothing that sounds like a cry is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardNothing:
    """Nobody spoke while this turn was listening."""

    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed:
    """Look whether something is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Say this now; report `Spoken` or `NotSpoken` with the same turn."""

    turn: TurnId
    prompt: Prompt
    pace: int = 0
    """Steps slower (negative) or faster than the patient's usual rate."""
    expects: Expects | None = None
    """What is listened for as soon as it is said; None when it is no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """Break off this turn's speech at once; no report is expected."""

    turn: TurnId


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Listen until then; report `HeardUtterance` or `HeardNothing`."""

    turn: TurnId
    expects: Expects
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The one answer of a question, for its owner."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The patient takes an answer back and gives another: "no, I said five"."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTalk:
    """The patient's own conversation: the NLU service answers."""

    heard: Heard
    understanding: Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Cried:
    """A cry for help, for the help script."""

    cry: Cry
    heard: Heard
    over_talk: bool = False
    """While other talk ran in the room, from which it may have come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """The patient wants this language from now on."""

    language: Language
    questions: tuple[QuestionId, ...] = ()
    """Open now; who owns one puts it again in the new words."""


Command = Speak | Hush | Listen | Reply | Corrected | OpenTalk | Cried | Switched | WakeAt
