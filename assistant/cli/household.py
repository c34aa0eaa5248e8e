"""`philomel household`: the virtual home beside a station that runs already."""

import asyncio
import contextlib
from dataclasses import replace
from typing import Annotated

import typer

from assistant.blueprint import read_blueprint
from assistant.cli.home import ConfigOption, HomeOption
from assistant.cli.run import ALL, StoriesOption, numbers
from assistant.household.day import STORIES
from assistant.household.household import live
from assistant.household.moving_in import clock_file
from assistant.household.start import log_to_file
from care.clock import clock_for

TITLES = {story.number: story.title for story in STORIES}


def household(
    config: ConfigOption,
    home: HomeOption,
    stories: StoriesOption = ALL,
    *,
    stay: Annotated[bool, typer.Option(help="go on living after the stories")] = False,
) -> None:
    """Be the devices, the speaker, the patient and the provider of a simulated home."""
    plain = read_blueprint(config, home)
    clock = clock_file(plain.folder, plain.patients[0])
    blueprint = replace(plain, clock_file=clock, clock=clock_for(clock))
    log_to_file(blueprint)
    told = numbers(stories)
    failed: dict[int, str] = {}
    with contextlib.suppress(KeyboardInterrupt):
        failed = asyncio.run(live(blueprint, told, stay=stay))
    for number in told:
        ended = (
            f"NOT as it should: {failed[number]}" if number in failed else "as it should"
        )
        typer.echo(f"story {number}, {TITLES[number]}: ended {ended}")
    raise typer.Exit(1 if failed else 0)
