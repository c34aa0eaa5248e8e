"""What every recognizer can do."""

from dataclasses import dataclass
from typing import Protocol

from care.people import Language
from care.speech import Expects


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before anybody speaks."""

    language: Language = Language.ENGLISH
    expects: Expects = Expects.OPEN
    names: tuple[str, ...] = ()
    """Medicines and people of this home that may be spoken of."""
    again: bool = False
    """A further look at a noisy sound: our phrasing would make cries of it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A text and how well the sound fits it."""

    text: str
    behind: float
    """Nats less likely than what was heard freely; below zero when it is likelier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What one engine made of one utterance."""

    text: str
    """Lower case, without punctuation; empty when it heard no words."""
    confidence: float
    """0 to 1."""
    engine: str
    known: bool = False
    """Whether the text is exactly one of the sentences that people say here."""
    alternatives: tuple[str, ...] = ()
    """Other readings, best first."""
    fits: tuple[Fit, ...] | None = None
    """Sentences that people say here, the best fitting first; None: it cannot tell."""
    maybe: str | None = None
    """A cry for help that nobody wrote and that the sound fits nearly as well."""
    looks: tuple[str, ...] = ()
    """What further looks at a noisy sound gave, where that is something else."""


class Session(Protocol):
    """One utterance in one engine."""

    def accept(self, pcm: bytes) -> str | None:
        """Take 16 kHz 16-bit mono samples; the words so far where the engine tells."""
        ...

    def finish(self) -> Hypothesis:
        """The utterance is over; may be asked again after more `accept`."""
        ...

    def behind(self, text: str) -> float | None:
        """`Fit.behind` of another text after `finish`; None where nobody can tell."""
        ...


class Recognizer(Protocol):
    """An engine with its model loaded."""

    name: str

    def open(self, context: Context) -> Session:
        """Begin an utterance."""
        ...
