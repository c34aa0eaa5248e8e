"""A fresh home made ready to start, and how long each of its parts takes to serve."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import yaml

from assistant.child import listening
from assistant.children import nlu_missing
from assistant.household.moving_in import CLOCK
from assistant.household.start import simulated
from benchmarks.home.life import Life
from benchmarks.home.room import Room
from care.clock import SystemClock, set_pace, stopwatch
from tests.integration.assistant.homes import Home, configuration

READY_WITHIN, LOOK = 90.0, 0.1
"""Real seconds: for a start, and between two looks, which cost time of their own."""


def furnished(folder: Path, nlu_port: int, models: Path | None) -> Home:
    """A home on the day before its plan begins, so that nothing else is asked."""
    file = configuration(folder)
    given = yaml.safe_load(file.read_text())
    given["nlu"] = {"port": nlu_port, "models": str(models) if models else None}
    given["reminders"] = {"pain": {"times": []}}
    file.write_text(yaml.safe_dump(given, allow_unicode=True))
    home = folder / "home"
    home.mkdir(mode=0o700)
    yesterday = SystemClock().now().replace(hour=14, minute=0) - timedelta(days=1)
    set_pace(home / CLOCK, datetime.fromtimestamp(yesterday.timestamp(), UTC), 1.0)
    return Home(simulated(file, home))


async def _healthy(client: httpx.AsyncClient, port: int) -> bool:
    with suppress(httpx.HTTPError):
        answer = await client.get(f"http://127.0.0.1:{port}/health", timeout=2)
        return answer.status_code == httpx.codes.OK
    return False


async def _until(life: Life, what: str, ready: Callable[[], Awaitable[bool]]) -> None:
    began = stopwatch()
    try:
        async with asyncio.timeout(READY_WITHIN):
            while not await ready():  # noqa: ASYNC110 - another process's event
                await asyncio.sleep(LOOK)
    except TimeoutError:
        life.notes.append(f"{what}: not ready within {READY_WITHIN:g} s")
    else:
        life.took(f"start to ready: {what}", stopwatch() - began)


async def start(life: Life, home: Home, room: Room, nlu_port: int) -> None:
    """Start the station and time its parts side by side."""
    given, client = home.blueprint, httpx.AsyncClient(trust_env=False, verify=False)
    broker, console = given.sensors.broker, given.console

    async def visited() -> bool:
        return room.visited.is_set()

    parts: dict[str, Callable[[], Awaitable[bool]]] = {
        "station at its speaker": visited,
        "broker": lambda: listening(broker.host, broker.port),
        "console": lambda: listening(console.host, console.port),
    }
    lacking = nlu_missing(given)
    if lacking is None:
        parts["nlu"] = lambda: _healthy(client, nlu_port)
    else:
        life.notes.append(f"nlu: {lacking}; the home is on closed phrases")
    began = stopwatch()
    await home.start()
    async with client, asyncio.TaskGroup() as tasks:
        for what, ready in parts.items():
            tasks.create_task(_until(life, what, ready), name=what)
    if len(life.seconds) == len(parts):
        life.took("start to ready: all of them", stopwatch() - began)
