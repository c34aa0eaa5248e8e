"""A child process for native speech code, restarted when it crashes or hangs.

Native recognizers and voices can segfault, hang or call `exit()`. Here such a thing costs
one request: the child is killed when a request takes too long, and the next request
starts a new one.
"""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Protocol

from assistant.audio_pipe import HEADER_LIMIT, BrokenPipeFrame, Header, encoded, header_of

START_LIMIT = 60.0
"""Real seconds until a child's first reply, loading models included."""


class ChildFailed(Exception):  # noqa: N818 - a value's reason, raised only inside assistant
    """The child crashed, hung or wrote nonsense; it has been ended."""


class Asked(Protocol):
    """What ears and mouth need of a child."""

    @property
    def pid(self) -> int | None:
        """Its process id while it lives."""
        ...

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        """One request and its reply; ChildFailed."""
        ...

    async def close(self) -> None:
        """End the child."""
        ...


class Child:
    """`python -m module arguments...`, asked one thing at a time."""

    def __init__(self, module: str, *arguments: str, limit: float = 20.0) -> None:
        """Name the child; it is started by the first request.

        Args:
            module: Its Python module.
            arguments: Its command line.
            limit: Real seconds for every reply but the first.
        """
        self.module = module
        self.arguments = arguments
        self.limit = limit
        self.starts = 0
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._owed = 0
        self._half: tuple[Header, int] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it lives."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        """One request and its reply.

        Whoever stops waiting leaves the child working: its late reply is thrown away.

        Raises:
            ChildFailed: It crashed, hung or wrote nonsense, or would not start.
        """
        async with self._turn:
            limit = self.limit if self.pid is not None else START_LIMIT
            try:
                async with asyncio.timeout(limit):
                    process = await self._living()
                    return await self._exchange(process, encoded(header, payload))
            except TimeoutError as error:
                await self._end()
                raise ChildFailed(f"{self.module} gave no answer in {limit:g} s") from error
            except (BrokenPipeFrame, OSError, EOFError, ValueError) as error:
                code = await self._end()
                raise ChildFailed(
                    f"{self.module} broke off ({error}; exit {code})"
                ) from error

    async def close(self) -> None:
        """End the child."""
        async with self._turn:
            await self._end()

    async def _living(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self.starts += 1
            self._owed, self._half = 0, None
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                self.module,
                *self.arguments,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=HEADER_LIMIT,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
                start_new_session=True,
            )
        return self._process

    async def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
            with contextlib.suppress(OSError):
                await process.stdin.wait_closed()
        return await process.wait()

    async def _exchange(self, process: Process, request: bytes) -> tuple[Header, bytes]:
        if process.stdin is None:
            raise BrokenPipeFrame("no pipes")
        process.stdin.write(request)
        self._owed += 1
        await process.stdin.drain()
        while True:
            reply = await self._reply(process)
            if self._owed == 0:
                return reply

    async def _reply(self, process: Process) -> tuple[Header, bytes]:
        """The next reply; what a cancelled reader left half read is remembered."""
        if process.stdout is None:
            raise BrokenPipeFrame("no pipes")
        if self._half is None:
            line = await process.stdout.readline()
            if not line:
                raise BrokenPipeFrame("the pipe closed")
            self._half = header_of(line)
        header, size = self._half
        payload = await process.stdout.readexactly(size)
        self._half = None
        self._owed -= 1
        return header, payload
