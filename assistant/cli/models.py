"""`philomel models`: recognizer models, fetched once and checked."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.recognizers.catalogue import Model, catalogue, named
from assistant.recognizers.choice import survey
from assistant.recognizers.store import damage, install
from assistant.voice_settings import VoiceSettings
from care.people import Language

models = typer.Typer(no_args_is_help=True)

Folder = Annotated[
    Path | None, typer.Option("--models", help="Folder of the models; default home/models")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON line for each")]
MEGABYTE = 1_000_000


def _folder(given: Path | None) -> Path:
    return given or VoiceSettings().models


def _state(model: Model, folder: Path) -> str:
    if not (folder / model.name).is_dir():
        return "absent"
    return "damaged" if damage(folder / model.name) else "whole"


@models.command(name="list")
def listed(*, folder: Folder = None, as_json: Json = False) -> None:
    """Which models there are, and which recognizer each language uses now."""
    for model in catalogue():
        told = {
            "name": model.name,
            "language": model.language,
            "megabytes": round(model.size / MEGABYTE) if model.size else None,
            "pinned": model.sha256 is not None,
            "licence": model.licence,
            "state": _state(model, _folder(folder)),
        }
        size = f"{told['megabytes']} MB" if model.size else "not pinned"
        plain = f"{model.language}  {model.name:34} {size:>10}  {told['state']}"
        typer.echo(json.dumps(told) if as_json else plain)
    if as_json:
        return
    plan = VoiceSettings(models=_folder(folder)).ears()
    for language in Language:
        for one in survey(plan, language):
            ready = "yes" if one.ready else "no "
            typer.echo(f"{language}  {one.engine:12} ready: {ready} ({one.reason})")


@models.command()
def fetch(
    name: Annotated[str, typer.Argument(help="Such as vosk-model-small-fr-0.22")],
    *,
    source: Annotated[
        str | None, typer.Option("--from", help="A ZIP file carried here, or another URL")
    ] = None,
    sha256: Annotated[
        str | None, typer.Option(help="Where the catalogue has no checksum")
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Get a model, check it and put it in its place."""
    shown = [-1]

    def progress(done: int, whole: int | None) -> None:
        tenth = 10 * done // whole if whole else done // (10 * MEGABYTE)
        if tenth != shown[0]:
            shown[0] = tenth
            of = f" of {whole / MEGABYTE:.0f}" if whole else ""
            typer.echo(f"{done / MEGABYTE:.0f}{of} MB", err=True)

    place = install(named(name), _folder(folder), source, sha256, progress)
    told = {"name": name, "folder": str(place)}
    typer.echo(json.dumps(told) if as_json else f"{name} is in {place}")


@models.command()
def verify(*, folder: Folder = None, as_json: Json = False) -> None:
    """Check every file of the models that are here; exit code 1 when one is damaged."""
    bad, here = False, _folder(folder)
    found = [model for model in catalogue() if (here / model.name).is_dir()]
    if not found:
        typer.echo(f"no model is in {here}; `philomel models list` names them", err=True)
    for model in found:
        place = here / model.name
        broken = damage(place)
        bad = bad or bool(broken)
        state = f"damaged: {', '.join(broken[:5])}" if broken else "whole"
        told = {"name": model.name, "whole": not broken, "damaged": broken}
        typer.echo(json.dumps(told) if as_json else f"{model.name}: {state}")
    if bad:
        raise typer.Exit(1)
