"""`philomel module`: the device side on a small gateway, or enrolling it."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from care.clock import SystemClock
from care.config import read
from care.errors import PhilomelError, SetupError
from care.safefile import write_private
from sensors.desk import hand_in
from sensors.enrolment import accept, write_request
from sensors.inventory import check_name
from sensors.keystore.file import FileKeys
from sensors.keystore.port import KeyStore
from sensors.keystore.token import TokenKeys
from sensors.module.gateway import Gateway, token_of
from sensors.settings import ModuleSettings, SensorSettings


def _keys(folder: Path, settings: ModuleSettings) -> KeyStore:
    """The key to ask with, made where it is wanted."""
    token = token_of(settings)
    if token is not None:
        return TokenKeys.create(token)
    known = (folder / "device.crt").exists()  # enrolled before: it gets a new key
    return FileKeys.create(folder / ("device.next.key" if known else "device.key"))


def _enroll(
    folder: Path, keys: KeyStore, device: str, code: str, *, at: str, request: Path | None
) -> None:
    name = check_name(device)
    asked = write_request(name, keys, code)
    if request is not None:
        write_private(request, asked)
        then = f"philomel module --enroll {code} --answer FILE"
        typer.echo(f"carry {request} to the home; with its answer, here: {then}")
        return
    host, _, port = at.rpartition(":")
    if not port.isdigit():
        raise SetupError("--at HOST:PORT names where the home listens for devices")
    accept(folder, hand_in(host or "127.0.0.1", int(port), asked), code)
    typer.echo(f"{name} is in")


def _answer(file: Path, code: str) -> bytes:
    """What the home answered. SetupError when it cannot be read or the code lacks."""
    if not code:
        raise SetupError("--enroll CODE shows that the answer comes from your home")
    try:
        return file.read_bytes()
    except OSError as error:
        msg = f"--answer {file} cannot be read ({error.strerror})"
        raise SetupError(msg) from error


def module(
    *,
    config: Annotated[
        Path, typer.Option(help="config.yml with a `sensors.module` part")
    ] = Path("config.yml"),
    folder: Annotated[Path | None, typer.Option(help="Own keys and outbox")] = None,
    enroll: Annotated[str, typer.Option(metavar="CODE", help="One-time code")] = "",
    device: Annotated[str, typer.Option(help="Own id, with --enroll")] = "",
    at: Annotated[str, typer.Option(help="HOST:PORT of the home, with --enroll")] = "",
    request: Annotated[
        Path | None,
        typer.Option(help="With --enroll and no network: write the request here"),
    ] = None,
    answer: Annotated[
        Path | None, typer.Option(help="With --enroll: take the home's answer from here")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="States as JSON lines")] = False,
) -> None:
    """Collect from Bluetooth devices and bridges, seal, keep and send until Ctrl-C."""
    settings = SensorSettings()
    if config.exists():
        found = read(config, {"sensors": SensorSettings})["sensors"]
        assert isinstance(found, SensorSettings)
        settings = found
    place = folder or settings.module.folder
    if answer is not None:
        accept(place, _answer(answer, enroll), enroll)
        typer.echo("enrolled")
    elif enroll:
        _enroll(
            place, _keys(place, settings.module), device, enroll, at=at, request=request
        )
    else:
        _collect(place, settings.module, as_json=as_json)


def _collect(folder: Path, settings: ModuleSettings, *, as_json: bool) -> None:
    """Be the device side until Ctrl-C, and say how it goes."""

    def say(words: str) -> None:
        typer.echo(json.dumps({"state": words}) if as_json else words)

    if not (folder / "device.crt").exists():
        msg = (
            f"{folder} holds no certificate: enrol it first, with a code from the home "
            "(philomel devices enroll), by philomel module --enroll CODE --device ID"
            " --at HOME:PORT"
        )
        raise SetupError(msg)
    gateway = Gateway(folder, settings, SystemClock(), say)
    sources = ", ".join([*settings.bluetooth, *settings.bridges])
    say(f"sending to {settings.host}:{settings.port} from: {sources or 'no source'}")
    try:
        asyncio.run(gateway.run())
    except KeyboardInterrupt:
        say("stopped; what waits is sent after the next start")
    except ExceptionGroup as group:
        known = group.subgroup(PhilomelError)
        raise group if known is None else known.exceptions[0] from None
