"""A room in which a television runs: the talk and the help script in simulated time.

Half duplex, as in the home: nothing is heard while we speak. What is not said soon after
words of ours, and while no question is open, is overheard. An alarm is seen to by somebody
after `SEEN_TO`. Nobody in the room answers; or, at home, somebody who is well says so.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from assistant import dialogue
from assistant.dialogue import Dialogue, Listener
from assistant.scripts import help as script
from assistant.scripts.help import Ended, Help
from assistant.scripts.help_words import Person
from assistant.speakers.house import IN_CONVERSATION
from assistant.talk import turns
from assistant.talk.chatter import Chatter, Stretch
from care.alarm import Alarm
from care.commands import Ask, Raise, Say, WakeAt
from care.people import Language, PatientId
from care.speech import Heard, Prompt, Unavailable, Understanding, Urgency

ROSE = PatientId("rose")
START = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SPOKEN_WORD = timedelta(seconds=0.4)
"""150 words a minute, theirs and ours."""
SEEN_TO = timedelta(minutes=10)
REPLY = timedelta(seconds=4)
"""Our reply in the patient's own conversation."""
THINKS = timedelta(seconds=1)
FILM = 60.0
"""Seconds that a film has run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words in the room with the seconds at which they began and ended."""

    text: str
    start: float
    end: float
    meant: Understanding | Unavailable
    second: str | None = None
    maybe: str | None = None


@dataclass
class Room:
    """The home's side of one room."""

    asks_over_talk: bool = True
    well: bool = False
    """Somebody is there who says "no, I am fine" to every question about help."""
    language: Language = Language.ENGLISH
    now: datetime = START
    alarms: list[Alarm] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)
    """When "do you need help?" was asked."""
    replies: int = 0
    """Replies to talk that was not for us."""
    last: str = ""
    why: list[str] = field(default_factory=list)
    """The last words before each alarm or question."""

    def __post_init__(self) -> None:
        """Nothing has been said yet."""
        who = Listener(
            patient=ROSE, language=self.language, asks_over_talk=self.asks_over_talk
        )
        self.talk = Dialogue(listener=who)
        self.help = Help(person=Person(patient=ROSE, language=self.language))
        self._due: list[tuple[datetime, int, object]] = []
        self._count = 0
        self._muted_until = START
        self._ours: datetime | None = None

    def hear(self, utterances: Iterable[Utterance]) -> None:
        """Let everything be said, in order, and ten quiet minutes follow."""
        for one in utterances:
            self.hear_one(one)
        self._until(self.now + timedelta(minutes=10))

    def hear_one(self, one: Utterance) -> None:
        """Let one utterance be said at its time."""
        began = START + timedelta(seconds=one.start)
        ended = START + timedelta(seconds=one.end)
        self._until(began)
        if self._muted_until > began:
            return
        self._feed(turns.SpeechStarted())
        self._until(ended)
        if self._muted_until > began:
            return
        talking = self._ours is not None and began - self._ours <= IN_CONVERSATION
        asked = self.talk.listening is not None and self.talk.listening.pending is not None
        heard = Heard(
            text=one.text,
            confidence=0.9,
            started_at=began,
            ended_at=ended,
            engine="room",
            speaker="tv",
            second=one.second,
            maybe=one.maybe,
            overheard=not (talking or asked),
        )
        self.last = one.text
        alarmed = bool(self.alarms) and ended - self.alarms[-1].raised_at < SEEN_TO
        self._feed(
            turns.HeardUtterance(heard=heard, understanding=one.meant, alarmed=alarmed)
        )

    def _at(self, when: datetime, value: object) -> None:
        self._count += 1
        self._due.append((max(when, self.now), self._count, value))

    def _until(self, when: datetime) -> None:
        """Let everything happen that is due by then."""
        while self._due and min(self._due)[0] <= when:
            first = min(self._due, key=lambda due: due[:2])
            self._due.remove(first)
            self.now = max(self.now, first[0])
            self._feed(first[2])
        self.now = max(self.now, when)

    def _feed(self, event: object) -> None:
        """Let an event and all that follows from it happen, in order."""
        if isinstance(event, Utterance):
            self._answer(event)
            return
        agenda = deque([event])
        while agenda:
            agenda.extend(self._step(agenda.popleft()))

    def _step(self, event: object) -> tuple[object, ...]:
        if isinstance(event, turns.Reply):
            event = event.answer
        if isinstance(event, dialogue.Event):
            if isinstance(event, turns.Spoken):
                self._ours = self.now
            if isinstance(event, Ask):
                self._asks(event)
            self.talk, spoken_of = dialogue.step(self.talk, event, self.now)
            if not isinstance(event, turns.TimePassed):
                return spoken_of
            return (*spoken_of, script.TimePassed())
        if isinstance(event, script.Event):
            self.help, commands = script.step(self.help, event, self.now)
            return commands
        self._take(event)
        return ()

    def _take(self, command: object) -> None:
        match command:
            case turns.Speak(turn=turn, prompt=prompt):
                self._ours = self.now
                self._muted_until = self.now + SPOKEN_WORD * len(prompt.words.split())
                self._at(self._muted_until, turns.Spoken(turn=turn))
            case turns.Hush():
                self._muted_until = self.now
            case turns.Listen(turn=turn):
                self._listens()
            case WakeAt(at=at):
                self._at(at, turns.TimePassed())
            case turns.OpenTalk():
                self.replies += 1
                self._at(self.now + REPLY / 2, _reply(self.language))
            case Raise(alarm=alarm):
                self._raised(alarm)

    def _asks(self, command: Ask) -> None:
        if command.question.id.startswith("help:doubt"):
            self.asked.append(self.now)
            self.why.append(f"ask: {self.last}")

    def _raised(self, alarm: Alarm) -> None:
        if all(one.id != alarm.id for one in self.alarms):
            self.alarms.append(alarm)
            keys = ",".join(one.key for one in alarm.reasons)
            self.why.append(f"alarm ({keys}): {self.last}")
            self._at(self.now + SEEN_TO, Ended(alarm=alarm.id))

    def _listens(self) -> None:
        pending = self.talk.current
        if self.well and pending and pending.question.id.startswith("help:"):
            text = "yes" if ":check:" in pending.question.id else "no i am fine"
            start = (self.now + THINKS - START).total_seconds()
            said = Utterance(
                text=text,
                start=start,
                end=start + 1,
                meant=Unavailable(reason="closed"),
            )
            self._at(self.now + 2 * THINKS, said)

    def _answer(self, said: Utterance) -> None:
        heard = Heard(
            text=said.text,
            confidence=0.9,
            started_at=self.now - THINKS,
            ended_at=self.now,
            engine="room",
            speaker="tv",
        )
        self._feed(turns.HeardUtterance(heard=heard, understanding=said.meant))


def _reply(language: Language) -> Say:
    words = "It is ten past six in the evening, and your next tablets are at eight."
    prompt = Prompt(patient=ROSE, language=language, words=words, urgency=Urgency.TALK)
    return Say(prompt=prompt)


def spoken(
    texts: Iterable[str], meant: Mapping[str, Understanding | Unavailable], gap: float
) -> list[Utterance]:
    """Texts one after the other as a television speaks, at 150 words a minute."""
    found: list[Utterance] = []
    nothing = Unavailable(reason="no service")
    at = 0.0
    for text in texts:
        end = at + len(text.split()) * SPOKEN_WORD.total_seconds()
        said = meant.get(text, nothing)
        found.append(Utterance(text=text, start=at, end=end, meant=said))
        at = end + gap
    return found


def of_a_cry(
    text: str, meant: Understanding | Unavailable, language: Language, times: int
) -> str:
    """What becomes of a cry while a television runs: "acted on", "asked", "let go".

    Said so many times, ten seconds apart. While we ask it is not heard, as in the home.
    """
    room = Room(language=language)
    ended = START + timedelta(seconds=FILM)
    film = Stretch(speaker="tv", started_at=START, ended_at=ended)
    room.talk = replace(room.talk, chatter=Chatter(talk=(film, film)))
    for time in range(times):
        at = FILM + 1 + 15.0 * time
        room.hear_one(Utterance(text=text, start=at, end=at + 5, meant=meant))
    if room.alarms:
        return "acted on"
    return "asked" if room.asked else "let go"
