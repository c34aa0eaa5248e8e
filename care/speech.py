"""What is heard, what was meant, what is to be said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from care.people import Language, PatientId

QuestionId = NewType("QuestionId", str)
"""Owner and its key, such as "dose:metformin/..." or "alarm:...": answers go back by it."""


class Urgency(StrEnum):
    """What interrupts what, most urgent first."""

    CRISIS = "crisis"
    ALARM = "alarm"
    QUESTION = "question"
    TALK = "talk"


class Expects(StrEnum):
    """What kind of answer a question wants; names the closed grammar."""

    YES_NO = "yes_no"
    SCORE = "score"
    """0 to 10, or a word of the verbal rating scale."""
    NUMBER = "number"
    PRESSURE = "pressure"
    """Blood pressure: the systolic value as number, "130/80" as text, in mm[Hg]."""
    DOSE = "dose"
    PLACE = "place"
    TIME = "time"
    MEDICINE = "medicine"
    CANCEL = "cancel"
    """Help is on its way; only a clear "I am fine" (NO) calls it off."""
    REASON = "reason"
    """Why not: a code of the reason table as text, or else the words."""
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One utterance as a recognizer wrote it down (Wyoming Transcript)."""

    text: str
    confidence: float
    """0 to 1; 1.0 when typed or pressed."""
    started_at: datetime
    ended_at: datetime
    engine: str
    speaker: str = ""
    """Id of the speaker (room) it came from."""
    second: str | None = None
    """What the second recognizer wrote, where one listened."""
    others: tuple[str, ...] = ()
    """Other readings that fit the sound, best first."""
    maybe: str | None = None
    """A cry for help that fits the sound nearly as well: only ever asked about."""
    looks: tuple[str, ...] = ()
    """What was heard out of noise when it was listened to again, otherwise each time."""
    overheard: bool = False
    """Said to nobody that we know of: no wake word, no question, no talk under way."""
    woken: bool = False
    """Called for: after a wake word, or at a button."""


class SafetyCategory(StrEnum):
    """What kind of cry for help (clinical/intents.json)."""

    FALL = "fall"
    BREATHING = "breathing"
    CHEST_PAIN = "chest_pain"
    STROKE = "stroke"
    BLEEDING = "bleeding"
    HYPOGLYCAEMIA = "hypoglycaemia"
    OVERDOSE = "overdose"
    SUICIDE = "suicide"
    HELP = "help"
    PANIC_WORD = "panic_word"
    DISTRESS = "distress"


class Certainty(StrEnum):
    """Whether a cry for help is acted on at once or asked about."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cry:
    """A cry for help as the safety net caught it."""

    category: SafetyCategory
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A piece of an utterance with a meaning of its own."""

    name: str
    """"number", "place", "medicine", "time", "duration"."""
    value: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What an utterance meant."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()
    looks: tuple[tuple[tuple[str, float], ...], ...] = ()
    """The rankings of `Heard.looks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """The service that should have understood did not; never the same as "no intent"."""

    reason: str


class Meaning(StrEnum):
    """What an answer says, whatever the words."""

    YES = "yes"
    NO = "no"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    LATER = "later"
    REFUSED = "refused"
    NUMBER = "number"
    PLACE = "place"
    WORD = "word"
    UNSURE = "unsure"
    REPEAT = "repeat"
    HELP = "help"
    OTHER = "other"
    """Understood as no answer to this question."""
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Words to say aloud, approved wording with facts filled in."""

    patient: PatientId
    language: Language
    words: str
    urgency: Urgency
    level: int = 0
    """Step of the volume ladder, 0 quietest."""
    invites: bool = False
    """Talk that asked for something: the next words are it, however odd they sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A prompt that wants an answer; every question ends."""

    id: QuestionId
    prompt: Prompt
    expects: Expects
    again: str
    """Other words for the second asking."""
    answer_within: timedelta
    """From the end of speech to silence."""
    attempts: int = 2
    names: tuple[tuple[str, ...], ...] = ()
    """Of each thing it asks about, its name first, then other words for it; an answer may
    be about some of them only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """An answer that differs among the things asked about; places in `Question.names`."""

    yes: tuple[int, ...] = ()
    part: tuple[int, ...] = ()
    no: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a question ended."""

    question: QuestionId
    meaning: Meaning
    at: datetime
    number: float | None = None
    text: str | None = None
    """A place, medicine, word or delay, normalised; free words only for OPEN questions."""
    sure: bool = True
    """False when the words may have been misheard: read back before recording."""
    split: Split | None = None
    """Where the answer is not the same for all; the meaning is then TAKEN."""
