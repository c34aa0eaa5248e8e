"""A program that the station starts, watches and ends with itself.

The kernel ends the child when the station dies, also by `kill -9`: a broker left behind
would hold the port that the next start needs.
"""

import asyncio
import contextlib
import os
import shutil
import signal
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import structlog

from care.clock import stopwatch
from care.errors import SetupError

log = structlog.get_logger()

STOP_WITHIN = 8.0
"""Seconds from asking a child to end to ending it by force."""


def tethered(command: Sequence[str | Path]) -> list[str]:
    """The command, wrapped so that it gets SIGTERM when its parent dies."""
    words = [str(word) for word in command]
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *words] if setpriv else words


class Child:
    """One supervised program."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        ready: Callable[[], Awaitable[bool]],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Hold what to start; `ready` says whether it serves."""
        self.name = name
        self._command = tethered(command)
        self._ready = ready
        self._environment = {**os.environ, **(environment or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._last: deque[str] = deque(maxlen=5)

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process else None

    async def run(self, served: Callable[[], None] | None = None) -> None:
        """Start it, tell when it serves, and return or raise when it ends."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=self._environment,
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._drain(), name=f"{self.name} output")
                tasks.create_task(self._announce(served), name=f"{self.name} ready")
                code = await self._process.wait()
                if code != 0:
                    last = self._last[-1] if self._last else "no output"
                    raise SetupError(f"{self.name} ended with code {code}: {last}")
        finally:
            await self.stop()

    async def _drain(self) -> None:
        """Keep the last lines for an error's text; they never reach the log."""
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self._last.append(line.decode(errors="replace").strip())

    async def _announce(self, served: Callable[[], None] | None) -> None:
        began = stopwatch()
        while not await self._ready():
            if self._process is None or self._process.returncode is not None:
                return
            await asyncio.sleep(0.05)
        log.info(
            "ready", service=self.name, pid=self.pid, seconds=round(stopwatch() - began, 1)
        )
        if served:
            served()

    async def stop(self) -> None:
        """End it, gently first."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(STOP_WITHIN):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def listening(host: str, port: int) -> bool:
    """Whether somebody answers at a TCP port."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
