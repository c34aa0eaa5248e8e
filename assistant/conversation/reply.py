"""What the home says to the patient's own words, and does besides."""

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """A wish about the talk itself; the dialogue has a closed phrase for each."""

    REPEAT = "repeat"
    STOP = "stop"
    LOUDER = "louder"
    SOFTER = "softer"
    SLOWER = "slower"
    FASTER = "faster"
    ENGLISH = "english"
    FRENCH = "french"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something for the nurse to look at: a task."""

    kind: str
    """"message", "question", "symptom", "report", "mood", "device"."""
    words: str
    """As heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsPerson:
    """The patient wants to talk with somebody."""

    person: str
    """As said ("my daughter"), or empty for anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer: approved words with facts filled in, and what goes with them."""

    words: str
    deeds: tuple[Manner | Note | WantsPerson, ...] = ()
    topic: str | None = None
    """What a follow-up such as "and yesterday?" is about from now on."""
    invites: bool = False
    """The reply asks for something that the next words will be."""
