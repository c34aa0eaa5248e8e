"""`philomel record`: look through the home's record, and copy it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.home import CONFIG, ConfigOption, HomeOption, record_of
from records.backup import back_up
from records.checkup import check_up

app = typer.Typer(no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="One JSON line")]


@app.command()
def check(
    config: ConfigOption = CONFIG, home: HomeOption = None, *, as_json: Json = False
) -> None:
    """Read the whole record; exit code 1 when anything in it was damaged or changed."""
    database = record_of(config, home)
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
    config: ConfigOption = CONFIG,
    home: HomeOption = None,
    *,
    as_json: Json = False,
) -> None:
    """Copy the record while the home runs; the copy opens with the home's key file only."""
    database = record_of(config, home)
    try:
        back_up(database, to)
    finally:
        database.close()
    size = to.stat().st_size
    picture = {"file": str(to), "bytes": size}
    words = f"{to}: whole copy, {size} bytes; keep the key file elsewhere"
    typer.echo(json.dumps(picture) if as_json else words)
