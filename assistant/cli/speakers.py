"""`philomel speakers`: which speakers announce themselves on this network."""

import asyncio
import json
from typing import Annotated

import typer

from assistant.speakers.discovery import discover
from care.errors import SetupError


def speakers(
    *,
    seconds: Annotated[float, typer.Option(min=0.1, max=60, help="How long to look")] = 4.0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each")] = False,
) -> None:
    """Print each speaker as the block that config.yml would need."""
    try:
        found = asyncio.run(discover(seconds))
    except OSError as error:
        raise SetupError(f"this network cannot be searched ({error})") from error
    for one in found:
        told = {"kind": one.kind, "name": one.name, "host": one.host, "port": one.port}
        place = f"host: {one.host}, port: {one.port}"
        plain = f"{one.name}: {{kind: {one.kind}, room: ..., {place}}}"
        typer.echo(json.dumps(told) if as_json else plain)
    if not found and not as_json:
        typer.echo("no speaker announced itself")
