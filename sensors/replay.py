"""Recorded observations through the very code that watches live ones.

Nobody answers in a recording: every question ends in silence. An alarm counts from the
instant of its decision, that is when the patient would have been asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from care.alarm import Alarm, Priority
from care.codec import encode
from care.commands import Clear, Command, Confirm, Raise
from care.observation import Reading
from care.people import Language
from care.wording import wording
from sensors.derived import score
from sensors.fusion import more_urgent
from sensors.news2 import News2
from sensors.watch import Measured, Tick, Watch, step

AGAIN = timedelta(hours=12)
"""A repetition after so long is a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One alarm of a recording, or its worsening."""

    alarm: Alarm
    at: datetime
    asks: str | None
    """The question that the patient would hear first, or None."""
    worse: bool
    """True when the alarm was there and became more urgent."""
    news: News2 | None = None
    """The whole early warning score behind an alarm of its own."""
    again: bool = False
    """True when it was told before, half a day ago or more, and lasts."""


def commands(
    watch: Watch, readings: Iterable[Reading]
) -> Iterator[tuple[datetime, Watch, tuple[Command, ...]]]:
    """Every step of the watch over readings in order of arrival, with its commands."""
    for reading in readings:
        now = reading.received_at
        while watch.wake is not None and watch.wake <= now:
            ring = watch.wake
            watch, told = step(watch, Tick(), ring)
            yield ring, watch, told
        watch, told = step(watch, Measured(reading=reading), now)
        if told:
            yield now, watch, told


def replay(watch: Watch, readings: Iterable[Reading]) -> Iterator[Played | Clear]:
    """The alarms of recorded readings, in order, and their clearings."""
    heard: dict[str, tuple[Priority, datetime]] = {}
    for at, now, told in commands(watch, readings):
        for command in told:
            if isinstance(command, Clear):
                yield command
            if not isinstance(command, Raise | Confirm):
                continue
            alarm = command.alarm
            before = heard.get(alarm.id)
            worse = before is not None and more_urgent(alarm.priority, before[0])
            again = before is not None and at - before[1] >= AGAIN
            if before is None or worse or again:
                heard[alarm.id] = (alarm.priority, at)
                asks = command.question if isinstance(command, Confirm) else None
                scored = alarm.code.startswith("NEWS2")
                news = score(now.streams, now.patient, at) if scored else None
                yield Played(
                    alarm=alarm, at=at, asks=asks, worse=worse, again=again, news=news
                )


def line(played: Played, file: str, cleared: datetime | None = None) -> dict[str, Any]:
    """One alarm as a JSON-able row, its reasons in plain English words."""
    alarm, words = played.alarm, wording(Language.ENGLISH)
    reasons = [words.say(f"reason.{one.key}", **dict(one.facts)) for one in alarm.reasons]
    kind = alarm.evidence[0].kind if alarm.evidence else ""
    row = {
        "file": file,
        "time": played.at.isoformat(),
        "kind": kind,
        "code": alarm.code,
        "priority": alarm.priority.value,
        "cause": alarm.cause.value,
        "reasons": reasons,
        "since": alarm.raised_at.isoformat(),
        "cleared": cleared.isoformat() if cleared else None,
        "asks": played.asks,
        "worse": played.worse,
        "again": played.again,
        "alarm": alarm.id,
    }
    if played.news is not None:
        row["news2"] = encode(played.news)
    return row
