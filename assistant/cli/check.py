"""`philomel check`: reads config.yml with all its sections, and starts nothing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.blueprint import read_blueprint
from assistant.cli.home import CONFIG, ConfigOption
from care.errors import SetupError


def _console_agrees(config: Path) -> None:
    """The console reads its own section; another process, another composition root."""
    words = [sys.executable, "-m", "console", "--config", str(config), "--check"]
    told = subprocess.run(  # noqa: S603 - our own program
        words, capture_output=True, text=True, check=False, timeout=60
    )
    if told.returncode != 0:
        raise SetupError(told.stderr.strip().removeprefix("error: "))


def check(
    config: ConfigOption = CONFIG,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON line")] = False,
) -> None:
    """Say in one line that config.yml is right, or which line is wrong and why."""
    blueprint = read_blueprint(config)
    _console_agrees(config)
    rungs = {name.value: len(policy.rungs) for name, policy in blueprint.policies.items()}
    if as_json:
        facts = {"config": str(config), "patients": len(blueprint.patients), "rungs": rungs}
        typer.echo(json.dumps(facts))
        return
    ladder = ", ".join(f"{name} {count}" for name, count in rungs.items())
    typer.echo(f"{config} is right: {len(blueprint.patients)} patient(s), rungs: {ladder}")
