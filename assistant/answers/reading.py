"""What an utterance says in answer to one question."""

from dataclasses import dataclass

from care.speech import Meaning, Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One answer as understood; the same fields as `care.speech.Answer`."""

    meaning: Meaning
    number: float | None = None
    text: str | None = None
    sure: bool = True
    """False for anything that may have been misheard: read back before recording."""
    split: Split | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The patient's own names, to match what was heard against."""

    medicines: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Places of pain the patient has named before, beside the body-site table."""


NOT_AN_ANSWER = Reading(meaning=Meaning.OTHER)
