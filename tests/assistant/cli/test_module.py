"""`philomel module --enroll`: over the network and by files."""

import threading
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.module import module
from care.clock import SystemClock
from care.errors import SetupError
from care.observation import DeviceId
from sensors.desk import Desk
from sensors.enrolment import invite, new_code, redeem
from sensors.inventory import Device, load
from sensors.premises import Premises, establish, publish
from tests.fakes.readings import ADA

NOW = SystemClock().now()


def run(folder: Path, *words: str) -> str:
    command = typer.Typer()
    command.command()(module)
    place = ["--folder", str(folder), "--config", str(folder / "none.yml")]
    outcome = CliRunner().invoke(command, [*place, *words])
    if isinstance(outcome.exception, SetupError):
        raise outcome.exception
    return outcome.stdout


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return establish(tmp_path / "keys", [], now=NOW)


def invited(premises: Premises) -> str:
    code = new_code()
    row = Device(id=DeviceId("cuff-0001"), patient=ADA, kinds=())
    publish(premises, invite(load(premises.inventory), row, code, NOW), NOW)
    return code


def test_over_the_network(premises: Premises, tmp_path: Path) -> None:
    code = invited(premises)
    desk = Desk(premises, "127.0.0.1", 0, SystemClock().now)
    waiting = threading.Thread(target=desk.wait, args=(1, 10.0))
    waiting.start()
    place = tmp_path / "module"
    words = ("--enroll", code, "--device", "cuff-0001", "--at", f"127.0.0.1:{desk.port}")
    assert "cuff-0001 is in" in run(place, *words)
    waiting.join()
    names = {path.name for path in place.iterdir()}
    assert names == {"device.key", "device.crt", "ca.crt", "hub.crt"}


def test_by_files(premises: Premises, tmp_path: Path) -> None:
    code, place = invited(premises), tmp_path / "module"
    request, answer = tmp_path / "request", tmp_path / "answer"
    run(place, "--enroll", code, "--device", "cuff-0001", "--request", str(request))
    answer.write_bytes(redeem(premises, request.read_bytes(), NOW))
    assert "enrolled" in run(place, "--enroll", code, "--answer", str(answer))


def test_mistakes_are_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="--at HOST:PORT"):
        run(tmp_path, "--enroll", new_code(), "--device", "cuff-0001")
    with pytest.raises(SetupError, match="device id"):
        run(tmp_path, "--enroll", new_code(), "--device", "UPPER")
    with pytest.raises(SetupError, match="--enroll CODE"):
        run(tmp_path, "--answer", "answer")
    with pytest.raises(SetupError, match="cannot be read"):
        run(tmp_path, "--enroll", new_code(), "--answer", str(tmp_path / "none"))
    with pytest.raises(SetupError, match="holds no certificate"):
        run(tmp_path)
