"""The `nlu` section of config.yml."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from care.config import Section

Seconds = Annotated[float, Field(gt=0, le=30)]


class NluSettings(Section):
    """How the understanding service is reached; it always listens on loopback only."""

    enabled: bool = True
    """False runs the home on closed phrases alone."""
    port: Annotated[int, Field(ge=0, le=65535)] = 5005
    """0 takes a free one."""
    parse_within: Seconds = 2.0
    """Longest wait for what an utterance meant, in seconds."""
    turn_within: Seconds = 5.0
    """Longest wait for a turn of open conversation, in seconds."""
    models: Path | None = None
    """Folder of the trained models; None is nlu/models."""
