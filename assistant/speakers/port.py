"""What every speaker can do."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from assistant.audio import Audio
from assistant.speakers.microphone import Microphone
from assistant.voices.port import NotSpoken, Spoken


class Light(StrEnum):
    """What the speaker shows."""

    IDLE = "idle"
    LISTENING = "listening"
    THINKING = "thinking"
    SPEAKING = "speaking"
    ALARM = "alarm"


class Change(StrEnum):
    """What became of the link to a speaker."""

    CONNECTED = "connected"
    LOST = "lost"


class Press(StrEnum):
    """A button of the speaker: acted on at once, also when sound fails."""

    HELP = "help"
    YES = "yes"
    NO = "no"


Noticed = Callable[[str, Change | Press], None]
"""Told the speaker's id and what became of its link, or what was pressed there."""


class Speaker(Protocol):
    """A loudspeaker with a microphone, in a room."""

    id: str
    room: str
    microphone: Microphone
    """What it hears, 16 kHz; muted while it plays (half duplex)."""

    @property
    def connected(self) -> bool:
        """Whether `play` has a chance."""
        ...

    async def run(self) -> None:
        """Keep it connected, for ever; a supervised task."""
        ...

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """Let it sound, and come back when it has.

        `words` are for its screen; with `listen` its microphone opens afterwards without
        a wake word, where it is the speaker that decides.
        """
        ...

    async def hush(self) -> None:
        """Break off what is playing, as soon as the speaker allows; never fails."""
        ...

    async def show(self, light: Light) -> None:
        """Show its state; never fails."""
        ...
