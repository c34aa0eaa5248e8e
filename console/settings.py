"""The `console` section of config.yml."""

from datetime import timedelta
from typing import Annotated

from pydantic import ConfigDict, Field

from care.config import Section


class SeenSpeaker(Section):
    """What the console must know of a speaker; the station checks the rest."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str = ""
    room: str = ""
    patient: str | None = None


class SpeakersSeen(Section):
    """The `assistant` section as the console sees it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    speakers: dict[str, SeenSpeaker] = Field(default_factory=dict)

    def tablets(self) -> dict[str, SeenSpeaker]:
        """The speakers that are tablets."""
        return {key: one for key, one in self.speakers.items() if one.kind == "tablet"}


class ConsoleSettings(Section):
    """Where the console listens and how long a person stays signed in."""

    enabled: bool = True
    host: str = "127.0.0.1"
    """Other machines reach the console only when this is changed on purpose."""
    port: Annotated[int, Field(ge=1, le=65535)] = 8443
    names: tuple[str, ...] = ()
    """Further names and addresses in its certificate, and accepted as Host."""
    idle_minutes: Annotated[int, Field(ge=1, le=120)] = 15
    """Without a deed for this long, a person is signed out."""
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    stale_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    """A value older than this is marked old where its kind says nothing of its own."""

    emergency_number: Annotated[str, Field(pattern=r"^[0-9 ]{2,20}$")] = "112"
    """Shown at the foot of every page."""

    @property
    def idle(self) -> timedelta:
        """See `idle_minutes`."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def longest(self) -> timedelta:
        """See `session_hours`."""
        return timedelta(hours=self.session_hours)
