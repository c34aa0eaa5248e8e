"""The programs that a running home starts beside the station: broker, console, nlu."""

import os
import secrets
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx

from assistant.blueprint import Blueprint
from assistant.child import Child, listening
from assistant.nlu_process import NLU, missing
from assistant.understanding import Door
from assistant.voices.piper import LENGTH_SCALE, state, voice_named
from care.clock import SystemClock
from care.errors import SetupError
from sensors.broker import prepare
from sensors.inventory import Device
from sensors.premises import Premises, establish

KEYS = "keys"


def premises_of(blueprint: Blueprint, devices: Sequence[Device] = ()) -> Premises:
    """Bring the home's keys up to date; `devices` are let in besides those known."""
    now = SystemClock().now()  # certificates run by the world's time, not a simulated one
    blueprint.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    hosts = ("localhost", "127.0.0.1", blueprint.sensors.broker.host)
    return establish(blueprint.folder / KEYS, devices, now=now, hosts=hosts)


def broker(blueprint: Blueprint, premises: Premises) -> Child:
    """The embedded mosquitto. SetupError says why it would not start."""
    settings = blueprint.sensors.broker
    state = blueprint.folder / "broker"
    command = prepare(premises, settings, state, SystemClock().now())
    return Child("broker", command, lambda: listening(settings.host, settings.port))


def console(blueprint: Blueprint) -> Child:
    """The clinicians' and providers' pages."""
    door = blueprint.console
    clock: list[str | Path] = []
    if blueprint.clock_file:
        clock = ["--clock", blueprint.clock_file]
    command: list[str | Path] = [
        sys.executable, "-m", "console",
        "--config", blueprint.config, "--home", blueprint.folder, *clock,
    ]  # fmt: skip
    return Child("console", command, lambda: listening(door.host, door.port))


def piper(blueprint: Blueprint) -> Child | None:
    """Piper with the voices of config.yml; None where there is none to start.

    Raises SetupError when it is not installed or a voice was not fetched: then the other
    voices speak, and `philomel doctor` says so.
    """
    settings = blueprint.assistant.piper
    if settings is None:
        return None
    program = shutil.which(settings.program)
    if program is None:
        raise SetupError(f"{settings.program} is not installed (a program of its own)")
    folder = blueprint.assistant.piper_voices
    for name in settings.voices.values():
        if state(voice_named(name), folder) != "whole":
            raise SetupError(f"say `philomel voices fetch {name}`")
    command: list[str | Path] = [
        program, "--voice", next(iter(settings.voices.values())), "--data-dir", folder,
        "--uri", f"tcp://127.0.0.1:{settings.port}", "--length-scale", LENGTH_SCALE,
    ]  # fmt: skip
    return Child("piper", command, lambda: listening("127.0.0.1", settings.port))


def nlu_missing(blueprint: Blueprint) -> str | None:
    """Why the nlu service cannot run here, or None."""
    if not blueprint.nlu.enabled:
        return "switched off in config.yml (nlu.enabled)"
    return missing(blueprint.nlu.models)


def door_of(blueprint: Blueprint) -> Door:
    """A fresh token for this run: it lives in memory and the child's environment only.

    Port 0 is a free one of this moment, kept for the run, so that a restarted service
    is found again.
    """
    port = blueprint.nlu.port
    if port == 0:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    return Door(port=port, token=secrets.token_urlsafe(32))


def nlu(blueprint: Blueprint, door: Door, actions: str | None, action_token: str) -> Child:
    """Rasa's agent, on loopback, with the token in its environment."""
    models = blueprint.nlu.models or NLU / "models"
    command: list[str | Path] = [
        NLU / ".venv" / "bin" / "python", NLU / "service.py",
        "--port", str(door.port), "--models", models, "--with-parent",
    ]  # fmt: skip
    if actions:
        command += ["--actions", actions]
    environment = {
        "PHILOMEL_NLU_TOKEN": door.token,
        "PHILOMEL_ACTION_TOKEN": action_token,
        "OMP_NUM_THREADS": "1",
        "HOME": os.environ.get("HOME", "/"),
    }
    return Child("nlu", command, lambda: _healthy(door), environment)


async def _healthy(door: Door) -> bool:
    """Whether the service answers: its models are loaded then."""
    # Plain HTTP on loopback: making a TLS context at every look costs 50 ms of the loop.
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:  # noqa: S501
        try:
            answer = await client.get(
                f"http://127.0.0.1:{door.port}/health",
                headers={"X-NLU-Token": door.token},
                timeout=2,
            )
        except httpx.HTTPError:
            return False
    return answer.status_code == httpx.codes.OK
