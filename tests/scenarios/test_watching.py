"""Stories of watching, written as files: what is measured and said, what must follow.

A story is a line for each thing that happens. Times are the patient's own clock.

    09:00      oxygen 97 every 5 s
    09:05      oxygen 86 every 5 s
    09:06      -> asked breathless
    09:06:30   says yes
    09:06:30   -> high, "oxygen 86 %", "said she or he is short of breath"

"(limit CODE 500)" in the heading sets a limit of the patient's own, "+1" is the next day.

`->` lines must be met, in order, at that time or up to two minutes before, and nothing
else may be told. "every" goes on until the next line about the same kind, or "stops".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from care.alarm import Reason
from care.commands import Clear, Command, Confirm, Raise
from care.observation import DeviceId, Kind, Observation
from care.people import Language
from care.speech import Answer, Meaning, QuestionId
from care.wording import wording
from sensors.held import Reported
from sensors.limits import LimitSettings
from sensors.watch import Answered, Closed, Event, Measured, Tick, Told, Watch, step
from tests.fakes.patients import ADA, watch_of

STORIES = sorted(Path(__file__).parent.glob("watching/*.txt"))
DAY = datetime(2026, 11, 22, tzinfo=UTC)
KINDS = {
    "oxygen": ("spo2", "%"),
    "sugar": ("glucose", "mg/dL"),
    "pulse": ("pulse", "/min"),
    "breathing": ("respiration", "/min"),
    "temperature": ("temperature", "Cel"),
    "pressure": ("systolic", "mm[Hg]"),
    "weight": ("weight", "kg"),
    "fall": ("fall", "1"),
    "room": ("motion", "1"),
    "door": ("door", "1"),
    "button": ("panic", "1"),
    "pump": ("infusion", "1"),
    "fridge": ("storage", "Cel"),
    "pen": ("insulin_pen", "[iU]"),
    "meter": ("glucose_meter", "mg/dL"),
    "rhythm": ("rhythm", "1"),
    "distance": ("location", "m"),
    "feeding": ("feeding", "1"),
    "flow": ("pump_flow", "mL/h"),
    "left": ("pump_volume", "mL"),
    "mind": ("consciousness", "1"),
    "battery": ("battery", "%"),
}
WITHIN = timedelta(minutes=2)
ENGLISH = wording(Language.ENGLISH)


@dataclass(frozen=True, kw_only=True)
class Line:
    at: datetime
    words: str
    place: int


def lines(story: Path) -> Iterator[Line]:
    for place, text in enumerate(story.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r"^(\+\d )?(\d\d:\d\d(?::\d\d)?)\s+(.*?)\s*$", text)
        if found:
            clock = time.fromisoformat(found[2])
            at = datetime.combine(DAY, clock, tzinfo=UTC)
            at += timedelta(days=int(found[1] or 0))
            yield Line(at=at, words=found[3], place=place)


def observation(name: str, value: str, at: datetime) -> Observation:
    kind, unit = KINDS[name]
    return Observation(
        patient=ADA.id,
        kind=Kind(kind),
        value=value if unit == "1" else float(value),
        unit=unit,
        taken_at=at,
        received_at=at,
        device=DeviceId(f"{kind}-device"),
    )


def measured(story: list[Line]) -> Iterator[tuple[datetime, Observation]]:
    """Every reading of the story, repeated until its kind is told of again."""
    for place, line in enumerate(story):
        words = line.words.split()
        if words[0] not in KINDS or words[1] == "stops":
            continue
        later = [one.at for one in story[place + 1 :] if one.words.split()[0] == words[0]]
        until = min(later, default=story[-1].at)
        every = timedelta(seconds=10**6)
        if "every" in words:
            number, unit = words[words.index("every") + 1 :][:2]
            every = timedelta(seconds=float(number) * {"s": 1, "min": 60, "h": 3600}[unit])
        at = line.at
        while at == line.at or at < until:
            yield at, observation(words[0], words[1], at)
            at += every


class Play:
    """Plays a story line by line, and holds what was told and not yet expected."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.told: list[tuple[datetime, Command]] = []
        self.last = ""

    def do(self, event: Event, now: datetime) -> None:
        while self.watch.wake is not None and self.watch.wake <= now:
            ring = self.watch.wake
            self.watch, some = step(self.watch, Tick(), ring)
            self._hear(some, ring)
        self.watch, some = step(self.watch, event, now)
        self._hear(some, now)

    def _hear(self, some: tuple[Command, ...], now: datetime) -> None:
        for one in some:
            if isinstance(one, Confirm | Raise | Clear):
                self.told.append((now, one))
            if isinstance(one, Confirm | Raise):
                self.last = one.alarm.id

    def expect(self, line: Line, story: Path) -> None:
        where = f"{story.name}, line {line.place}"
        assert self.told, f"{where}: nothing was told"
        at, one = self.told.pop(0)
        assert line.at - WITHIN <= at <= line.at, f"{where}: it was told at {at:%H:%M:%S}"
        wanted = line.words.removeprefix("-> ")
        if isinstance(one, Clear):
            assert wanted == "clear", f"{where}: told {one}"
            return
        assert isinstance(one, Confirm | Raise)
        kind = f"asked {one.question}" if isinstance(one, Confirm) else one.alarm.priority
        head, _, rest = wanted.partition(", ")
        assert head == kind, f"{where}: it was {kind}"
        spoken = [
            ENGLISH.say(f"reason.{r.key}", **dict(r.facts)) for r in one.alarm.reasons
        ]
        for phrase in re.findall(r'"([^"]+)"', rest):
            assert any(phrase in words for words in spoken), f"{where}: {spoken}"


def said(words: list[str], play: Play, at: datetime) -> Event:
    if words[1] in {m.value for m in Meaning} and words[0] == "says":
        question = QuestionId(f"alarm:{play.last}")
        return Answered(answer=Answer(question=question, meaning=Meaning(words[1]), at=at))
    reason = Reason(key=f"said_{words[1]}", facts=(("number", words[-1]),))
    return Told(report=Reported(code=words[1], at=at, reason=reason))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story(story: Path) -> None:
    script = list(lines(story))
    text = story.read_text(encoding="utf-8")
    scale = 2 if "oxygen scale 2" in text else 1
    chosen = {
        code.replace("-", "_"): LimitSettings(level=float(level))
        for code, level in re.findall(r"\(limit ([A-Z0-9-]+) ([\d.]+)\)", text)
    }
    play = Play(watch_of(replace(ADA, oxygen_scale=scale), None, **chosen))
    waiting = sorted(measured(script), key=lambda one: one[0])
    for line in script:
        while waiting and waiting[0][0] <= line.at:
            at, reading = waiting.pop(0)
            play.do(Measured(reading=reading), at)
        words = line.words.split()
        if words[0] in ("says", "reports"):
            play.do(said(words, play, line.at), line.at)
        elif words[0] == "resolved":
            play.do(Closed(alarm=play.last), line.at)  # type: ignore[arg-type]
        elif words[0] == "->":
            play.do(Tick(), line.at)
            play.expect(line, story)
        elif words[0] == "quiet":
            play.do(Tick(), line.at)
            assert play.told == [], f"{story.name}, line {line.place}"
    assert play.told == [], story.name


def test_there_are_stories() -> None:
    assert len(STORIES) >= 10
