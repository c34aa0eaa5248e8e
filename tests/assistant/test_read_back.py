"""Whatever is said in whatever order: nothing stays open, nothing unconfirmed is kept."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.answers import Lists
from assistant.dialogue import Dialogue, listener, step
from assistant.scripts import visits
from assistant.scripts.check_in_state import Ended
from assistant.talk.turns import HeardUtterance, Reply, Speak, Spoken, TimePassed
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Ask, Record, Say
from care.people import Language, Patient, PatientId
from care.speech import Cry, Heard, Unavailable
from care.wording import wording
from reminders.rota import Occasion

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROSE = Patient(
    id=PatientId("rose"),
    name="Rose",
    zone=ZoneInfo("Europe/London"),
    language=Language.ENGLISH,
)
SAID = {
    Language.ENGLISH: (
        "yes", "no", "six", "about a seven", "two or three", "eleven", "no, I said five",
        "my left knee", "in my head", "in my chest", "not my knee, my back", "mild",
        "I don't know", "say that again", "later", "stop", "louder", "eighty one",
        "seventy point five", "no, eighty", "I'd rather not", "good morning", "the flibber",
    ),
    Language.FRENCH: (
        "oui", "non", "six", "plutôt sept", "deux ou trois", "onze",
        "non, j'ai dit cinq", "le genou gauche", "à la tête", "dans la poitrine",
        "un peu", "je ne sais pas", "répétez", "plus tard", "stop", "plus fort",
        "quatre-vingt-un", "non, quatre-vingts", "je ne veux pas", "bonjour", "le machin",
    ),
}  # fmt: skip


@dataclass
class Bed:
    """Dialogue and one check-in joined by hand: every prompt is spoken to its end."""

    patient: Patient
    survey: str
    now: datetime = MORNING
    last: str = ""
    kept: list[tuple[CheckIn, str]] = field(default_factory=list)
    """Each record with the question put last before it."""
    cried: bool = False
    ended: bool = False

    def __post_init__(self) -> None:
        due = Occasion(
            id=f"{self.survey}-1", survey=self.survey, due=self.now, closes=self.now
        )
        self.talk, commands = visits.begin(due, self.patient, self.now)
        self.dialogue = Dialogue(listener=listener(self.patient, Lists()))
        self._flow(commands)

    def _flow(self, commands: Sequence[object]) -> None:
        waiting = deque(commands)
        while waiting:
            match waiting.popleft():
                case (Ask() | Say() | Spoken()) as event:
                    if isinstance(event, Ask):
                        self.last = event.question.prompt.words
                    self.dialogue, more = step(self.dialogue, event, self.now)
                    waiting.extend(more)
                case Speak(turn=turn):
                    waiting.append(Spoken(turn=turn))
                case Reply(answer=answer) if self.talk is not None:
                    self.talk, asked = visits.step(
                        self.talk, answer, self.patient, self.now
                    )
                    waiting.extendleft(reversed(asked))
                case Record(what=CheckIn() as record):
                    self.kept.append((record, self.last))
                case Cry():
                    self.cried = True
                case Ended():
                    self.ended = True

    def says(self, words: str) -> None:
        self.now += timedelta(seconds=4)
        heard = Heard(
            text=words, confidence=1, started_at=self.now, ended_at=self.now, engine="test"
        )
        event = HeardUtterance(heard=heard, understanding=Unavailable(reason="none"))
        self.dialogue, commands = step(self.dialogue, event, self.now)
        self._flow(commands)

    def is_silent(self) -> None:
        self.now += timedelta(seconds=40)
        self.dialogue, commands = step(self.dialogue, TimePassed(), self.now)
        self._flow(commands)


def read_back(record: CheckIn, last: str, language: Language) -> bool:
    """Whether what is kept was what the person was last asked to confirm."""
    words = wording(language)
    said = []
    if record.score is not None:
        key = f"checkin.number.{record.score:g}"
        said.append(words.say(key) if words.has(key) else f"{record.score:g}")
    if record.words is not None:
        said.append(words.say(f"checkin.word.{record.words}"))
    if record.place is not None:
        said.append(words.say(f"checkin.place.{record.place}"))
    return all(value in last for value in said)


@pytest.mark.parametrize("survey", ["pain", "weight"])
@pytest.mark.parametrize("language", list(Language))
@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_no_value_is_kept_that_was_not_read_back(
    survey: str, language: Language, data: some.DataObject
) -> None:
    words = some.sampled_from(SAID[language]) | some.text(max_size=10)
    bed = Bed(replace(ROSE, language=language), survey)
    for utterance in data.draw(some.lists(words, max_size=12)):
        if bed.talk is not None:
            bed.says(utterance)
    for _ in range(60):
        if bed.dialogue.open:
            bed.is_silent()
    assert not bed.dialogue.open
    assert bed.talk is None
    assert bed.ended
    for record, last in bed.kept:
        if record.outcome is CheckInOutcome.ANSWERED and not bed.cried:
            assert read_back(record, last, language), (record, last)


def test_the_property_can_fail() -> None:
    bed = Bed(ROSE, "pain")
    for words in ("six", "my left knee", "yes"):
        bed.says(words)
    (record, last), *_ = bed.kept
    assert (record.score, record.place) == (6, "left_knee")
    assert read_back(record, last, Language.ENGLISH)
    assert not read_back(record, last.replace("six", "nine"), Language.ENGLISH)
