"""`philomel run`: a home from config.yml, until Ctrl-C."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from assistant import running
from assistant.blueprint import read_blueprint
from assistant.cli.home import CONFIG, ConfigOption, HomeOption
from assistant.household.day import STORIES
from assistant.household.provider import NAME, SECRETS
from assistant.household.start import both, log_to_file, simulated
from care import logs
from care.errors import PhilomelError

ALL = ",".join(str(story.number) for story in STORIES)

StoriesOption = Annotated[str, typer.Option(help="numbers of the stories to live through")]


def numbers(stories: str) -> tuple[int, ...]:
    """Numbers of stories, written as "1,3"."""
    try:
        return tuple(int(number) for number in stories.split(",") if number)
    except ValueError as error:
        raise typer.BadParameter(f"numbers such as {ALL}, not {stories!r}") from error


async def _until_told(living: Coroutine[Any, Any, int | None]) -> int:
    """Run until it ends or SIGINT or SIGTERM comes; every child ends with us."""
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(living, name="home")
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
    return 0 if task.cancelled() else task.result() or 0


def until_told(living: Coroutine[Any, Any, int | None]) -> int:
    """The exit code of a home; the first PhilomelError that ended it is raised."""
    try:
        with contextlib.suppress(asyncio.CancelledError):
            return asyncio.run(_until_told(living))
    except BaseExceptionGroup as group:
        found = group.subgroup(PhilomelError)
        while found is not None:
            first = found.exceptions[0]
            if not isinstance(first, BaseExceptionGroup):
                raise first from None
            found = first
        raise
    return 0


def run(
    config: ConfigOption = CONFIG,
    home: HomeOption = None,
    *,
    simulate: Annotated[bool, typer.Option(help="with a virtual patient")] = False,
    stories: StoriesOption = ALL,
) -> None:
    """Start the home and stay with it."""
    if not simulate:
        logs.configure()
        raise typer.Exit(until_told(running.run(read_blueprint(config, home))))
    told, blueprint = numbers(stories), simulated(config, home)
    log_to_file(blueprint)
    door = blueprint.console
    typer.echo(f"console  https://{door.host}:{door.port}  sign in as {NAME}, with the")
    typer.echo(f"         password and second factor in {blueprint.folder / SECRETS}")
    raise typer.Exit(until_told(both(blueprint, told, stay=True)))
