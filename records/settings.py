"""The `records` section of config.yml: where the record lives."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from care.config import Section

KEY = "record.key"


class RecordsSettings(Section):
    """Where and how the record is kept."""

    folder: Path = Path("records")
    """Folder of the database and its key; relative to the home folder."""
    key: Path | None = None
    """The key file, where it is kept apart from the record (a stick, a credential of the
    system); relative to the home folder. Without it, `record.key` beside the record."""
    busy_wait: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=1))] = (
        timedelta(seconds=10)
    )
    """How long a writer waits for the other process before it gives up."""

    def folder_in(self, home: Path) -> Path:
        """The folder, placed in the home folder unless it is absolute."""
        return home / self.folder

    def key_in(self, home: Path) -> Path:
        """The key file, likewise."""
        return self.folder_in(home) / KEY if self.key is None else home / self.key
