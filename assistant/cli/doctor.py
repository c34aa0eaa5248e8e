"""`philomel doctor`: is everything there that this home needs? One line each."""

import asyncio
import json
from typing import Annotated

import typer

from assistant.blueprint import read_blueprint
from assistant.cli.home import CONFIG, ConfigOption, HomeOption
from assistant.doctor import Finding, examine


def _shown(finding: Finding) -> str:
    mark = "ok  " if finding.well else "NOT "
    return f"{mark} {finding.part:<13} {finding.words}"


def doctor(
    config: ConfigOption = CONFIG,
    home: HomeOption = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON line each")] = False,
) -> None:
    """Look at every part; exit code 1 when one of them is not well."""
    findings = asyncio.run(examine(read_blueprint(config, home)))
    for finding in findings:
        if as_json:
            facts = {"part": finding.part, "well": finding.well, "words": finding.words}
            typer.echo(json.dumps(facts))
        else:
            typer.echo(_shown(finding))
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)
