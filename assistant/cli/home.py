"""Which home a verb is about, and its record where there is one."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.blueprint import HOME
from care.config import read
from care.errors import SetupError
from care.settings import CareSettings
from records.database import FILE, Database, open_database
from records.settings import RecordsSettings

CONFIG = Path("config.yml")
ConfigOption = Annotated[Path, typer.Option("--config", help="config.yml of the home")]
HomeOption = Annotated[
    Path | None, typer.Option("--home", help="home folder; beside config.yml")
]


def people_of(config: Path) -> CareSettings:
    """Everybody whom the home concerns."""
    people = read(config, {"care": CareSettings})["care"]
    assert isinstance(people, CareSettings)
    return people


def record_of(config: Path, home: Path | None) -> Database:
    """The record that is there; a look must not make an empty one.

    A home folder is enough where the record's settings are the usual ones.
    """
    settings = RecordsSettings()
    if config.exists() or home is None:
        built = read(config, {"records": RecordsSettings})["records"]
        assert isinstance(built, RecordsSettings)
        settings = built
    folder = home or config.resolve().parent / HOME
    file = settings.folder_in(folder) / FILE
    if not file.exists():
        raise SetupError(f"{file} is not there; `philomel run` makes it at its first start")
    return open_database(settings, folder)
