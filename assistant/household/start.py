"""A simulated home as its two processes: the station here, the household beside it."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant import running
from assistant.blueprint import Blueprint, read_blueprint
from assistant.child import tethered
from assistant.household.devices import inventory
from assistant.household.moving_in import clock_file, furnish
from assistant.household.narrator import Narrator
from assistant.household.scene import Scene
from assistant.life import Life
from care import logs
from care.clock import clock_for
from records.database import open_database

SIMULATED = "simulated"
"""Folder of the simulated home in the home folder; never mixed with a real one's."""
FAST_TICK = 0.25
"""Real seconds between two looks at a clock that may run fast."""


def simulated(config: Path, home: Path | None) -> Blueprint:
    """The blueprint of a simulated home, ready for its day; ConfigError if config is."""
    plain = read_blueprint(config, home)
    folder = home or plain.folder / SIMULATED
    clock = clock_file(folder, plain.patients[0])
    quick = plain.assistant.model_copy(update={"tick_seconds": FAST_TICK})
    blueprint = replace(
        plain, folder=folder, clock_file=clock, clock=clock_for(clock), assistant=quick
    )
    database = open_database(blueprint.records, blueprint.folder)
    try:
        furnish(blueprint, database)
    finally:
        database.close()
    return blueprint


def _witness(blueprint: Blueprint, life: Life) -> None:
    assert blueprint.clock_file is not None
    scene = Scene(blueprint.clock_file, blueprint.patients[0].zone)
    life.station.witness = Narrator(scene).turn


LOG = "station.log"


def log_to_file(blueprint: Blueprint) -> None:
    """Keep the log out of the way of the story on the screen."""
    logs.configure((blueprint.folder / LOG).open("a", encoding="utf-8"))


async def station(blueprint: Blueprint) -> None:
    """The station of a simulated home, telling its turns on the screen."""
    devices = inventory(blueprint.patients[0].id)
    await running.run(blueprint, devices, alive=lambda life: _witness(blueprint, life))


async def both(blueprint: Blueprint, stories: Sequence[int], *, stay: bool) -> int:
    """Station and household; the household's exit code when it ends by itself.

    Args:
        blueprint: A simulated home's.
        stories: Which stories to tell.
        stay: Whether the household goes on living after them.
    """
    words = [
        sys.executable, "-m", "assistant.cli", "household",
        "--config", blueprint.config, "--home", blueprint.folder,
        "--stories", ",".join(map(str, stories)),
        *(["--stay"] if stay else []),
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(*tethered(list(map(str, words))))
    try:
        async with asyncio.TaskGroup() as tasks:
            living = tasks.create_task(station(blueprint), name="station")
            code = await process.wait()
            living.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    return code
