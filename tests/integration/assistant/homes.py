"""A real home for tests: the station's own process beside a household that outlives it."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from assistant.blueprint import Blueprint
from assistant.household.start import simulated
from tests.fakes.port import free_port

ROOT = Path(__file__).resolve().parents[3]


def configuration(folder: Path) -> Path:
    """The project's own config.yml on ports of its own, without the nlu service."""
    given = yaml.safe_load((ROOT / "config.yml").read_text())
    given["assistant"]["speakers"]["living-room"]["port"] = free_port()
    given["sensors"]["broker"]["port"] = free_port()
    given["escalation"]["email"]["port"] = free_port()
    given["escalation"]["contacts"][1]["address"] = f"http://127.0.0.1:{free_port()}/page"
    given["console"]["port"] = free_port()
    given["escalation"]["console"] = f"https://127.0.0.1:{given['console']['port']}"
    given["nlu"] = {"enabled": False}
    file = folder / "config.yml"
    file.write_text(yaml.safe_dump(given, allow_unicode=True))
    return file


@dataclass
class Home:
    """One simulated home; its station can be killed and started again."""

    blueprint: Blueprint
    station: asyncio.subprocess.Process | None = None
    kills: int = 0
    lines: list[str] = field(default_factory=list)

    @classmethod
    def furnished(cls, folder: Path) -> "Home":
        """A home ready for its first day."""
        return cls(simulated(configuration(folder), folder / "home"))

    async def start(self) -> None:
        """Start the station's process."""
        words = [
            sys.executable, "-m", "assistant.cli", "station",
            "--config", str(self.blueprint.config), "--home", str(self.blueprint.folder),
        ]  # fmt: skip
        self.station = await asyncio.create_subprocess_exec(
            *words,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    async def watch(self, told: Callable[[str], bool]) -> None:
        """Read what the station tells; kill -9 and start again where `told` says so."""
        while self.station is not None and self.station.stdout is not None:
            line = (await self.station.stdout.readline()).decode(errors="replace")
            if not line:
                return
            self.lines.append(line.rstrip())
            if told(line):
                self.kills += 1
                self.station.send_signal(signal.SIGKILL)
                await self.station.wait()
                await self.start()

    async def stop(self) -> None:
        """End the station."""
        if self.station is not None and self.station.returncode is None:
            with suppress(ProcessLookupError):
                self.station.terminate()
            await self.station.wait()
