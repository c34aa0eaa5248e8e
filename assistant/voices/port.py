"""What every voice can do."""

from dataclasses import dataclass
from typing import Protocol

from assistant.audio import Audio
from care.people import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How something is to be said."""

    language: Language
    rate: int = 150
    """Words a minute; older adults like 150 to 200 best (Sutton et al. 1995)."""
    pitch: float = 0.0
    """Semitones; below 0 for people who no longer hear high tones."""


class Voice(Protocol):
    """An engine with its voices loaded."""

    name: str

    def speaks(self, language: Language) -> bool:
        """Whether it has a voice for this language."""
        ...

    def synthesize(self, text: str, delivery: Delivery) -> Audio:
        """One sentence as sound; SpeechError when it could not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSpoken:
    """Nobody can have heard it, and why."""

    reason: str
    fault: bool = True
    """Whether something is wrong; False when it was broken off, or nobody is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The sound left the speaker; whether anybody heard it is another matter."""

    seconds: float
    speaker: str = ""
