"""`philomel demo`: the accelerated day in a fresh home; ends by itself."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.home import CONFIG, ConfigOption
from assistant.cli.run import ALL, StoriesOption, numbers, until_told
from assistant.household.start import both, log_to_file, simulated

FRESH = Path("home") / "demo"


def demo(
    config: ConfigOption = CONFIG,
    home: Annotated[
        Path, typer.Option(help="folder of the fresh home, emptied first")
    ] = FRESH,
    stories: StoriesOption = ALL,
) -> None:
    """Live through the stories; exit code 0 only when all of them ended as they should."""
    if home.exists():
        shutil.rmtree(home)
    blueprint = simulated(config, home.resolve())
    log_to_file(blueprint)
    raise typer.Exit(until_told(both(blueprint, numbers(stories), stay=False)))
