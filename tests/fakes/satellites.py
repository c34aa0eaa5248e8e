"""Wyoming satellites: ones for bad days, and how to live with a real one."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

import numpy as np
from wyoming.event import async_write_event
from wyoming.info import Info
from wyoming.snd import Played

from assistant.audio import Audio, from_samples
from assistant.speakers.port import Change, Press, Speaker
from assistant.speakers.wyoming import WyomingSpeaker
from assistant.speakers.wyoming_wire import read_event

Links = asyncio.Queue[tuple[str, Change | Press]]


def tone(seconds: float) -> Audio:
    time = np.arange(round(24_000 * seconds)) / 24_000
    return from_samples((0.2 * np.sin(2 * np.pi * 300 * time)).astype(np.float32), 24_000)


def connect(
    port: int, links: Links, *, ahead: float | None = None, streams: bool = False
) -> WyomingSpeaker:
    return WyomingSpeaker(
        "hall",
        "hall",
        "127.0.0.1",
        port,
        noticed=lambda *what: links.put_nowait(what),
        ahead=ahead,
        streams=streams,
    )


@contextlib.asynccontextmanager
async def kept_running(speaker: Speaker) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(speaker.run())
        try:
            async with asyncio.timeout(60):
                yield
        finally:
            running.cancel()


class Satellite:
    """A satellite for bad days: hangs up after some events, or never says `played`."""

    def __init__(
        self,
        port: int,
        *,
        played: bool = True,
        after: int | None = None,
        said: int | None = None,
    ) -> None:
        """`said`: how often it answers who it is; None for ever."""
        self.port, self.played, self.after, self.said = port, played, after, said
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._visit, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        if self.writer is not None:
            self.writer.close()
        await self._server.wait_closed()

    async def _visit(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.writer = writer
        seen = 0
        with contextlib.suppress(OSError):
            while event := await read_event(reader):
                seen += 1
                if seen == self.after:
                    break
                self.events.put_nowait(event.type)
                if event.type == "describe" and self.said != 0:
                    self.said = self.said and self.said - 1
                    await async_write_event(Info().event(), writer)
                if event.type == "audio-stop" and self.played:
                    await async_write_event(Played().event(), writer)
        writer.close()

    async def until(self, kind: str) -> list[str]:
        """Types of the events up to this one."""
        found = [await self.events.get()]
        while found[-1] != kind:
            found.append(await self.events.get())
        return found


async def real_satellite(folder: Path, port: int, *options: str) -> Process:
    (folder / "said").mkdir(exist_ok=True)
    room = f"{sys.executable} -m tests.fakes.room"
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakes.satellite",
        "--uri",
        f"tcp://127.0.0.1:{port}",
        "--no-zeroconf",
        "--mic-command",
        f"{room} microphone {folder / 'said'}",
        "--snd-command",
        f"{room} loudspeaker {folder / 'played.raw'}",
        "--mic-command-samples-per-chunk",
        "512",
        "--snd-command-rate",
        "24000",
        *options,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
