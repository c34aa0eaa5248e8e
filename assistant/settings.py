"""The `assistant` section of config.yml, and what the station must know of its console."""

from typing import Annotated

from pydantic import ConfigDict, Field

from assistant.voice_settings import VoiceSettings
from care.config import Section


class AssistantSettings(VoiceSettings):
    """The bedside station: its speakers, ears and mouth, and how it lives."""

    tick_seconds: Annotated[float, Field(ge=0.05, le=60)] = 10.0
    """Real seconds between two looks at the time, behind the rings that are asked for."""


class ConsoleDoor(Section):
    """Where the console is found; its own process checks the rest of its section."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    enabled: bool = True
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8443
