"""The enrolment exchange over HTTP."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from care.errors import SetupError
from care.observation import DeviceId
from sensors.desk import Desk, hand_in
from sensors.enrolment import accept, invite, new_code, write_request
from sensors.inventory import Device, load
from sensors.keystore.file import FileKeys
from sensors.premises import Premises, establish, publish
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAME = DeviceId("cuff-0001")


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return establish(tmp_path / "keys", [], now=NOW)


@pytest.fixture
def desk(premises: Premises) -> Iterator[Desk]:
    made = Desk(premises, "127.0.0.1", 0, lambda: NOW)
    waiting = threading.Thread(target=made.wait, args=(3, 5.0))
    waiting.start()
    yield made
    waiting.join()


def test_a_stranger_is_sent_away_and_the_device_comes_in(
    premises: Premises, desk: Desk, tmp_path: Path
) -> None:
    code = new_code()
    row = Device(id=NAME, patient=ADA, kinds=())
    publish(premises, invite(load(premises.inventory), row, code, NOW), NOW)
    keys = FileKeys.create(tmp_path / "module" / "device.key")
    with pytest.raises(SetupError, match="does not fit"):
        hand_in("127.0.0.1", desk.port, write_request(NAME, keys, new_code()))
    with pytest.raises(SetupError, match="cannot be read"):
        hand_in("127.0.0.1", desk.port, b"x" * 100_000)
    answer = hand_in("127.0.0.1", desk.port, write_request(NAME, keys, code))
    accept(tmp_path / "module", answer, code)
    assert (tmp_path / "module" / "device.crt").exists()


def test_a_port_in_use_and_a_home_that_is_not_there_are_named(premises: Premises) -> None:
    first = Desk(premises, "127.0.0.1", 0, lambda: NOW)
    with pytest.raises(SetupError, match="cannot listen for devices"):
        Desk(premises, "127.0.0.1", first.port, lambda: NOW)
    assert not first.wait(tries=1, seconds_each=0.01)
    with pytest.raises(SetupError, match="cannot be reached"):
        hand_in("127.0.0.1", first.port, b"")
