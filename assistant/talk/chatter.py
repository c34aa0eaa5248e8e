"""Talk that runs in a room and is not for us: a television, a radio, a visitor, a call.

It goes on and on; somebody who needs us says one thing or a few, says them again, and
waits. So what is said in the room decides nothing alone: while such talk runs, a certain
cry that nobody said to us is asked about first, unless it is said again, and a doubtful
one is let go unless it comes again. Cries are no running talk, however many there are.
Each speaker hears its own room: a television in one softens nothing in another. A
restart may forget all of it; what is forgotten is acted on.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.speech import Certainty, Cry, Heard, SafetyCategory

REMEMBERED = timedelta(minutes=3)
"""How far back other talk counts."""
MUCH = timedelta(seconds=30)
"""So much of it is more than somebody says who needs us."""
STILL = timedelta(seconds=60)
"""It runs no longer when it has been quiet for so long."""
AGAIN = timedelta(seconds=60)
"""Within it a cry that comes once more was said again."""
LONGEST = timedelta(seconds=30)
"""No utterance counts for more, whatever its times say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One utterance that was not for us."""

    speaker: str
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """A cry of the last minutes, whatever became of it."""

    cry: Cry
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chatter:
    """Other talk and cries of the last minutes."""

    talk: tuple[Stretch, ...] = ()
    cries: tuple[Caught, ...] = ()


def runs(chatter: Chatter, now: datetime, speaker: str | None = None) -> bool:
    """Whether other talk runs in a speaker's room; None: in any room."""
    rooms = {one.speaker for one in chatter.talk} if speaker is None else {speaker}
    return any(_runs_in(chatter, now, room) for room in rooms)


def _runs_in(chatter: Chatter, now: datetime, speaker: str) -> bool:
    since = now - REMEMBERED
    own = [s for s in chatter.talk if s.speaker == speaker and s.ended_at > since]
    if not own or now - max(one.ended_at for one in own) > STILL:
        return False
    return sum((_length(one) for one in own), timedelta(0)) >= MUCH


def _length(stretch: Stretch) -> timedelta:
    return max(timedelta(0), min(LONGEST, stretch.ended_at - stretch.started_at))


def talked(chatter: Chatter, heard: Heard) -> Chatter:
    """Remember an utterance that was not for us."""
    stretch = Stretch(
        speaker=heard.speaker, started_at=heard.started_at, ended_at=heard.ended_at
    )
    since = heard.ended_at - REMEMBERED
    kept = tuple(one for one in chatter.talk if one.ended_at > since)
    return replace(chatter, talk=(*kept, stretch))


def cried(chatter: Chatter, cry: Cry, heard: Heard) -> Chatter:
    """Remember a cry, so that the next one is known for a repetition."""
    caught = Caught(cry=cry, started_at=heard.started_at, ended_at=heard.ended_at)
    since = heard.ended_at - AGAIN
    kept = tuple(one for one in chatter.cries if one.ended_at > since)
    return replace(chatter, cries=(*kept, caught))


def settled(chatter: Chatter) -> Chatter:
    """Somebody has said that no help is needed: the next cry is the first again."""
    return replace(chatter, cries=())


def weighed(chatter: Chatter, cry: Cry, heard: Heard) -> Cry | None:
    """What a cry is worth while other talk runs; None: nothing yet."""
    if cry.category is SafetyCategory.PANIC_WORD or said_again(chatter, cry, heard):
        return cry
    if cry.certainty is Certainty.DOUBTFUL:
        return None
    return replace(cry, certainty=Certainty.DOUBTFUL)


def said_again(chatter: Chatter, cry: Cry, heard: Heard) -> bool:
    """Whether it repeats a cry; two speakers that hear the same words are no repetition."""
    since = heard.started_at - AGAIN
    return any(
        since <= one.ended_at <= heard.started_at and _repeats(cry, one.cry)
        for one in chatter.cries
    )


def _repeats(cry: Cry, before: Cry) -> bool:
    """The same kind of cry; or any, where both are certain."""
    certain = {cry.certainty, before.certainty} == {Certainty.CERTAIN}
    return certain or cry.category is before.category
