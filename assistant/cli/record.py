"""`philomel record`: look through the home's record, and copy it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.blueprint import HOME
from care.config import read
from care.errors import SetupError
from records.backup import back_up
from records.checkup import check_up
from records.database import FILE, Database, open_database
from records.settings import RecordsSettings

app = typer.Typer(no_args_is_help=True)
Config = Annotated[Path, typer.Option("--config", help="The home's config.yml")]
Home = Annotated[Path | None, typer.Option("--home", help="The home's own folder")]
Json = Annotated[bool, typer.Option("--json", help="One JSON line")]
CONFIG = Path("config.yml")


def _open(config: Path, home: Path | None) -> Database:
    """The record that is there; a look must not make an empty one."""
    settings = RecordsSettings()
    if config.exists() or home is None:
        built = read(config, {"records": RecordsSettings})["records"]
        assert isinstance(built, RecordsSettings)
        settings = built
    folder = home or config.resolve().parent / HOME
    file = settings.folder_in(folder) / FILE
    if not file.exists():
        msg = f"{file} is not there; `philomel run` makes it at its first start"
        raise SetupError(msg)
    return open_database(settings, folder)


@app.command()
def check(config: Config = CONFIG, home: Home = None, *, as_json: Json = False) -> None:
    """Read the whole record; exit code 1 when anything in it was damaged or changed."""
    database = _open(config, home)
    try:
        found = check_up(database)
    finally:
        database.close()
    picture = {
        "file": str(database.file),
        "sealed": found.sealed,
        "sound": found.sound,
        "journal_breaks_at": found.breaks_at,
        "whole": found.whole,
    }
    journal = "whole" if found.breaks_at is None else f"broken at {found.breaks_at}"
    words = (
        f"{database.file}: pages {'sealed' if found.sealed else 'DAMAGED'}, "
        f"tables {'sound' if found.sound else 'UNSOUND'}, journal {journal}"
    )
    typer.echo(json.dumps(picture) if as_json else words)
    raise typer.Exit(0 if found.whole else 1)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="File of the copy, best on another disk")],
    config: Config = CONFIG,
    home: Home = None,
    *,
    as_json: Json = False,
) -> None:
    """Copy the record while the home runs; the copy opens with the home's key file only."""
    database = _open(config, home)
    try:
        back_up(database, to)
    finally:
        database.close()
    size = to.stat().st_size
    picture = {"file": str(to), "bytes": size}
    words = f"{to}: whole copy, {size} bytes; keep the key file elsewhere"
    typer.echo(json.dumps(picture) if as_json else words)
