"""What the dialogue remembers between two events; saved after every step."""

from dataclasses import dataclass
from datetime import datetime

from assistant.answers import Lists
from assistant.talk.chatter import Chatter
from assistant.talk.turns import TurnId
from care.people import Language, Patient, PatientId, Trait
from care.speech import Expects, Heard, Prompt, Question, QuestionId, Urgency

RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}
"""0 is most urgent."""


NO_LISTS = Lists()
NO_CHATTER = Chatter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Whom we talk with, and what allowance the talk makes for them."""

    patient: PatientId
    language: Language
    traits: frozenset[Trait] = frozenset()
    panic_word: str | None = None
    lists: Lists = NO_LISTS
    asks_over_talk: bool = True
    """Whether a cry is asked about first while a television or a visitor talks on."""


def listener(patient: Patient, lists: Lists, *, asks_over_talk: bool = True) -> Listener:
    """The listener that a patient's settings describe."""
    return Listener(
        patient=patient.id,
        language=patient.language,
        traits=patient.traits,
        panic_word=patient.panic_word,
        lists=lists,
        asks_over_talk=asks_over_talk,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A question that has not ended."""

    question: Question
    arrived: int
    asked: int = 0
    """Times said to its end and not answered."""
    failed: int = 0
    """Times the voice failed."""
    detours: int = 0
    """Times the patient talked of something else, or wanted it repeated."""
    resumed: bool = False
    """Whether an interruption came between."""

    @property
    def urgency(self) -> Urgency:
        """As its prompt."""
        return self.question.prompt.urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words without a question."""

    prompt: Prompt
    arrived: int
    failed: int = 0

    @property
    def urgency(self) -> Urgency:
        """As its prompt."""
        return self.prompt.urgency


Item = Pending | Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """The turn being said."""

    turn: TurnId
    item: Item
    until: datetime
    """By then it has ended or the voice has failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """The turn whose answer is awaited; without a question, a follow-up may come."""

    turn: TurnId
    pending: Pending | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The question answered last, which may yet be corrected."""

    question: QuestionId
    expects: Expects
    at: datetime
    names: tuple[tuple[str, ...], ...] = ()
    """The question's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """The whole conversation with one patient."""

    listener: Listener
    turn: TurnId = 0
    arrivals: int = 0
    waiting: tuple[Item, ...] = ()
    speaking: Speaking | None = None
    listening: Listening | None = None
    last: Prompt | None = None
    """Said last, for "say that again"."""
    level: int = 0
    """Steps louder than prompts say, at the patient's wish."""
    pace: int = 0
    misunderstood_at: datetime | None = None
    """Instant of the last fallback, while the next would be the second in a row."""
    hold_until: datetime | None = None
    """Questions wait so long: the patient is speaking, or has just been answered."""
    spare_until: datetime | None = None
    """Questions wait longer: somebody has just spoken of not wanting to live."""
    retry_at: datetime | None = None
    """Nothing is said before: the voice has just failed."""
    answered: Answered | None = None
    chatter: Chatter = NO_CHATTER
    """Talk in the rooms that is not for us, and the cries of the last minutes."""
    mumbled: Heard | None = None
    """Words to nobody that fitted nowhere, not the first: asked about once it is quiet."""

    @property
    def open(self) -> tuple[QuestionId, ...]:
        """Ids of the questions that have not ended."""
        waiting = tuple(i.question.id for i in self.waiting if isinstance(i, Pending))
        return (*waiting, self.current.question.id) if self.current else waiting

    @property
    def current(self) -> Pending | None:
        """The question being said or listened for."""
        if self.listening:
            return self.listening.pending
        if self.speaking and isinstance(self.speaking.item, Pending):
            return self.speaking.item
        return None
