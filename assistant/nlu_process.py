"""An nlu service of one's own, for as long as a command or a measurement needs it."""

import asyncio
import contextlib
import json
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from assistant.child import STOP_WITHIN, tethered
from assistant.understanding import Door
from care.speech import Unavailable

NLU = Path(__file__).resolve().parent.parent / "nlu"
READY_WITHIN = 90.0
"""Seconds; the service needs 3 to 6, a busy machine's first start far longer."""


def missing(models: Path | None = None) -> str | None:
    """Why the service cannot be started here, or None."""
    if not (NLU / ".venv" / "bin" / "python").exists():
        return "no nlu environment (make setup)"
    if not any((models or NLU / "models").glob("*.tar.gz")):
        return "no trained models (make setup)"
    return None


@contextlib.asynccontextmanager
async def serving(models: Path | None = None) -> AsyncIterator[Door | Unavailable]:
    """Start the service on a free port, and end it at the end; or say why not."""
    if lacking := missing(models):
        yield Unavailable(reason=lacking)
        return
    token = secrets.token_urlsafe(32)
    command: list[str | Path] = [
        NLU / ".venv" / "bin" / "python", NLU / "service.py", "--port", "0",
        "--models", models or NLU / "models", "--with-parent",
    ]  # fmt: skip
    environment = {**os.environ, "PHILOMEL_NLU_TOKEN": token, "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start compiles Rasa
    process = await asyncio.create_subprocess_exec(
        *tethered(command),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield await _door(process, token)
    finally:
        await _end(process)


async def _door(process: asyncio.subprocess.Process, token: str) -> Door | Unavailable:
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), READY_WITHIN)
        return Door(port=int(json.loads(line)["port"]), token=token)
    except TimeoutError:
        return Unavailable(reason=f"not ready within {READY_WITHIN:g} s")
    except (ValueError, KeyError):
        return Unavailable(reason="ended before it was ready")


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()
