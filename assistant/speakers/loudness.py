"""How loud a prompt is: the volume ladder, softer at night, never for an alarm."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from assistant.audio_shape import LEVELS
from care.speech import Prompt, Urgency

LOUDEST = len(LEVELS) - 1
BY_DAY = 1
"""Step of a first prompt by day; step 0 is for the night."""


def step(prompt: Prompt, now: datetime, zone: ZoneInfo, quiet: tuple[time, time]) -> int:
    """The step of `audio_shape.LEVELS` on which a prompt is said.

    Args:
        prompt: `level` 0 is its first saying; each repetition is one step louder.
        now: The present instant.
        zone: Of the patient.
        quiet: Local times between which the home is softer; may span midnight.
    """
    if prompt.urgency in (Urgency.CRISIS, Urgency.ALARM):
        return LOUDEST
    base = 0 if is_quiet(now.astimezone(zone).time(), quiet) else BY_DAY
    return max(0, min(LOUDEST, base + prompt.level))


def is_quiet(at: time, quiet: tuple[time, time]) -> bool:
    """Whether a local time is within the quiet hours; equal ends mean never."""
    begins, ends = quiet
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends
