"""A room for tests: a television, a person, and the home between them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from assistant.dialogue import Dialogue, Listener
from assistant.scripts.help import Help
from assistant.scripts.help_words import Person
from assistant.talk import turns
from care.alarm import Alarm
from care.commands import Raise
from care.people import Language
from care.speech import Heard, QuestionId, Unavailable, Understanding
from tests.playbook import MORNING, PATIENT, Stage

GONE = Unavailable(reason="test")
LINES = (
    "and now the weather for the weekend",
    "she never told him where the letter was",
    "in the second half they played much better",
    "take two eggs and a little butter",
)


def parlour_stage(*, asks: bool = True, panic_word: str | None = None) -> Stage:
    """An empty room; `asks` is the home's setting `over_talk`."""
    who = Listener(
        patient=PATIENT,
        language=Language.ENGLISH,
        panic_word=panic_word,
        asks_over_talk=asks,
    )
    person = Person(patient=PATIENT, language=Language.ENGLISH)
    return Stage(dialogue=Dialogue(listener=who), help=Help(person=person), now=MORNING)


@dataclass
class Parlour:
    """Time passes as things are said; prompts are spoken at once."""

    stage: Stage = field(default_factory=parlour_stage)
    alarms: list[Alarm] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    talk: int = 0

    def _feed(self, event: Any) -> None:
        self.stage.came = []
        self.stage.feed(event)
        self.alarms += [one.alarm for one in self.stage.of(Raise)]
        self.spoken += [one.prompt.words for one in self.stage.of(turns.Speak)]
        self.talk += len(self.stage.of(turns.OpenTalk))

    def hears(
        self,
        text: str,
        seconds: float = 2,
        after: float = 1,
        *,
        speaker: str = "parlour",
        woken: bool = False,
        alarmed: bool = False,
        meant: Understanding | Unavailable = GONE,
    ) -> None:
        """Words of so many seconds, that long after the last ones."""
        self.wait(after)
        asked = self.stage.dialogue.listening
        start = self.stage.now
        self._feed(turns.SpeechStarted())
        self.wait(seconds)
        heard = Heard(
            text=text,
            confidence=1,
            started_at=start,
            ended_at=self.stage.now,
            engine="test",
            speaker=speaker,
            overheard=not (woken or (asked and asked.pending)),
            woken=woken,
        )
        self._feed(turns.HeardUtterance(heard=heard, understanding=meant, alarmed=alarmed))

    def television(self, seconds: float, speaker: str = "parlour") -> None:
        """It talks on, ten seconds at a time."""
        for number in range(round(seconds / 10)):
            self.hears(LINES[number % len(LINES)], 9.5, 0.5, speaker=speaker)

    def wait(self, seconds: float) -> None:
        """Time passes, a few seconds at a time; nobody speaks."""
        until = self.stage.now + timedelta(seconds=seconds)
        while self.stage.now < until:
            step = min(until - self.stage.now, timedelta(seconds=5))
            self.stage.now += step
            self._feed(turns.TimePassed())

    def open(self) -> tuple[QuestionId, ...]:
        """Questions that have not ended."""
        return self.stage.dialogue.open

    @property
    def reasons(self) -> list[str]:
        """Reasons of the first alarm."""
        return [one.key for one in self.alarms[0].reasons] if self.alarms else []
