"""Where speech begins and ends, counted in seconds of sound.

A function over frozen values: speech probabilities go in (one for each short frame),
marks come out. Sound that arrives late, early or all at once is cut the same way.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from care.speech import Expects

SPEECH_BEGINS = 0.5
"""Probability from which a frame counts as speech while nobody speaks."""
SPEECH_GOES_ON = 0.35
"""Probability from which a frame still counts as speech while somebody speaks."""
ONSET = 0.09
"""Seconds of speech that begin an utterance; a click is shorter, "no" is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what; seconds of sound."""

    hang_over: float = 1.2
    """Quiet that ends an utterance; 0.7 for closed answers, 2.5 for slow speakers."""
    pause: float = 0.16
    """Quiet after which it is worth looking what has been said, in case that was all."""
    longest: float = 20.0
    """An utterance is cut here; a television never ends."""
    wait: float | None = 10.0
    """Quiet from the start that means silence; None waits for ever."""


class Mark(StrEnum):
    """What happened in the sound."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    CUT = "cut"
    """Ended by `Patience.longest`."""
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """How far one listening has come; all lengths in seconds of sound."""

    listened: float = 0.0
    onset: float = 0.0
    """Unbroken speech so far, while no utterance has begun."""
    length: float | None = None
    """Since the utterance began; None before."""
    quiet: float = 0.0
    """Since the last speech."""
    paused: bool = False
    over: bool = False
    """Ended, cut or silent: nothing more will be marked."""


FINAL = frozenset({Mark.ENDED, Mark.CUT, Mark.SILENCE})


FREE = (Expects.OPEN, Expects.PLACE, Expects.MEDICINE, Expects.REASON)
"""Questions that are answered in free words."""


def patience(expects: Expects, *, slow: bool = False) -> Patience:
    """How long to wait for this kind of answer.

    Closed answers end 0.7 s after the last word, free ones 1.2 s; people who pause
    while they speak get 2.5 s.
    """
    closed = expects not in FREE
    if slow:
        return Patience(hang_over=1.5 if closed else 2.5, pause=0.6, wait=15.0)
    if closed:
        return Patience(hang_over=0.7, longest=10.0)
    return Patience()


def step(
    segment: Segment, probability: float, seconds: float, waits: Patience
) -> tuple[Segment, tuple[Mark, ...]]:
    """Take in one frame.

    Args:
        segment: So far.
        probability: That the frame is speech, 0 to 1.
        seconds: Length of the frame.
        waits: How long to wait for what.

    Returns:
        The listening after the frame, and what is to be marked, in order.
    """
    if segment.over:
        return segment, ()
    listened = segment.listened + seconds
    if segment.length is None:
        return _before(replace(segment, listened=listened), probability, seconds, waits)
    return _within(replace(segment, listened=listened), probability, seconds, waits)


def _before(
    segment: Segment, probability: float, seconds: float, waits: Patience
) -> tuple[Segment, tuple[Mark, ...]]:
    onset = segment.onset + seconds if probability >= SPEECH_BEGINS else 0.0
    if onset >= ONSET:
        return replace(segment, onset=0.0, length=onset, quiet=0.0), (Mark.STARTED,)
    if waits.wait is not None and onset == 0.0 and segment.listened >= waits.wait:
        return replace(segment, onset=0.0, over=True), (Mark.SILENCE,)
    return replace(segment, onset=onset), ()


def _within(
    segment: Segment, probability: float, seconds: float, waits: Patience
) -> tuple[Segment, tuple[Mark, ...]]:
    length = (segment.length or 0.0) + seconds
    speaking = probability >= SPEECH_GOES_ON
    quiet = 0.0 if speaking else segment.quiet + seconds
    if quiet >= waits.hang_over:
        return replace(segment, length=length, quiet=quiet, over=True), (Mark.ENDED,)
    if length >= waits.longest:
        return replace(segment, length=length, quiet=quiet, over=True), (Mark.CUT,)
    if speaking and segment.paused:
        return replace(segment, length=length, quiet=0.0, paused=False), (Mark.RESUMED,)
    if quiet >= waits.pause and not segment.paused:
        return replace(segment, length=length, quiet=quiet, paused=True), (Mark.PAUSED,)
    return replace(segment, length=length, quiet=quiet), ()
