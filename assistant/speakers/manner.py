"""How one patient is spoken and listened to."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How this home's patient is spoken and listened to."""

    rate: int = 150
    """Words a minute."""
    pitch: float = 0.0
    """Semitones."""
    louder: int = 0
    """Steps of the volume ladder, beside what the talk asks for."""
    slow: bool = False
    """They pause while they speak."""
    unasked: bool = True
    """Listen when no question is open: cries for help need no wake word."""
    wake_word: str = "hey_jarvis"
    """Heard by the hub where the satellite has no wake word of its own."""
    zone: ZoneInfo = UTC_ZONE
    """Whose night it is."""
    quiet: tuple[time, time] = (time(22), time(7))
    """Local times between which prompts are softer; alarms are not."""
    any_sound: bool = False
    """A sound without words is handed on as an answer with blank text."""


USUAL = Manner()
"""Of a patient without special needs."""
