"""What the real broker refuses: foreign topics, foreign certificates, hijacked sessions."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from sensors.broker import PID_FILE, prepare, tell
from sensors.inventory import load
from sensors.mqtt import Credentials, tls_context
from sensors.premises import establish
from sensors.topics import HUB, Channel, up
from sensors.warden import Access
from tests.fakes.readings import spo2
from tests.integration.sensors.conftest import (
    CLOCK,
    OXIMETER,
    PENDANT,
    Home,
    device_credentials,
    reachable,
)

pytestmark = pytest.mark.integration


class Visitor:
    """A bare client that does as it likes."""

    def __init__(self, credentials: Credentials, client_id: str | None = None) -> None:
        self.states: list[str] = []
        self.puback: list[str] = []
        self.changed = threading.Condition()
        self.client = Client(
            CallbackAPIVersion.VERSION2, client_id or credentials.name, protocol=MQTTv5
        )
        self.client.tls_set_context(tls_context(credentials))
        self.client.on_connect = lambda *a: self._note(self.states, f"connack {a[3]}")
        self.client.on_disconnect = lambda *a: self._note(self.states, "closed")
        self.client.on_publish = lambda *a: self._note(self.puback, str(a[3]))

    def _note(self, where: list[str], what: str) -> None:
        with self.changed:
            where.append(what)
            self.changed.notify_all()

    def visit(self, port: int) -> None:
        self.client.connect_async("127.0.0.1", port)
        self.client.loop_start()

    def wait(self, where: list[str]) -> str:
        with self.changed:
            assert self.changed.wait_for(lambda: bool(where), 10)
        return where[0]

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture
def visitor(home: Home) -> Iterator[Visitor]:
    made = Visitor(device_credentials(home.premises))
    made.visit(home.settings.broker.port)
    assert made.wait(made.states) == "connack Success"
    yield made
    made.leave()


def test_a_device_may_write_its_own_topic(visitor: Visitor) -> None:
    visitor.client.publish(up(OXIMETER, Channel.READINGS), b"x", qos=1)
    assert "Not authorized" not in visitor.wait(visitor.puback)


def test_a_device_may_not_write_anothers_topic(visitor: Visitor) -> None:
    visitor.client.publish(up(PENDANT, Channel.READINGS), b"x", qos=1)
    assert visitor.wait(visitor.puback) == "Not authorized"


def test_a_foreign_authority_is_refused(home: Home, tmp_path: Path) -> None:
    other = establish(
        tmp_path / "rogue", list(load(home.premises.inventory).devices), now=CLOCK.now()
    )
    rogue = device_credentials(other)
    mixed = Credentials(
        name=OXIMETER,
        ca=home.premises.certificate("ca"),
        certificate=rogue.certificate,
        key=rogue.key,
    )
    visitor = Visitor(mixed)
    visitor.visit(home.settings.broker.port)
    assert visitor.wait(visitor.states) == "closed"
    visitor.leave()


def test_old_tls_is_refused(home: Home) -> None:
    context = tls_context(device_credentials(home.premises))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection(("127.0.0.1", home.settings.broker.port)) as plain,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(plain, server_hostname="127.0.0.1")


def test_a_device_that_calls_itself_the_hub_takes_nothing_over(home: Home) -> None:
    home.start_hub()
    module = home.module(PENDANT)
    module.submit([spo2(97, CLOCK.now(), device=PENDANT)])
    assert home.wait(lambda h: len(h.delivered) == 1)
    home.stop_hub()
    module.submit([spo2(96, CLOCK.now(), device=PENDANT)])
    thief = Visitor(device_credentials(home.premises), client_id=HUB)
    thief.visit(home.settings.broker.port)
    assert thief.wait(thief.states) == "connack Success"
    got: list[Any] = []
    thief.client.on_message = lambda *a: got.append(a)
    thief.client.subscribe("home/v1/up/#", 1)
    thief.leave()
    hub = home.start_hub()
    assert home.wait(lambda h: len(h.delivered) == 2)
    assert hub.connected
    assert got == []


def test_an_oversized_message_ends_the_connection(visitor: Visitor) -> None:
    visitor.states.clear()
    visitor.client.publish(up(OXIMETER, Channel.READINGS), bytes(100_000), qos=1)
    assert visitor.wait(visitor.states) == "closed"


def test_it_is_told_to_read_its_lists_again(home: Home) -> None:
    state = home.folder / "broker"
    home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 1)
    assert home.broker is not None
    assert tell(state, Access.SAME)
    assert tell(state, Access.RELOAD)
    module.submit([spo2(96, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 2)
    assert home.broker.poll() is None


def test_a_broker_that_starts_is_not_ended_by_being_told(home: Home) -> None:
    """Told from its first instant on, until it says that it heard."""
    state, pause = home.folder / "broker", threading.Event()
    for _ in range(3):
        home.kill_broker()
        command = prepare(home.premises, home.settings.broker, state, CLOCK.now())
        (state / PID_FILE).unlink()
        home.broker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while not (state / PID_FILE).exists():
            pause.wait(0.001)
        while not tell(state, Access.RELOAD):
            pause.wait(0.001)
        assert reachable(home.settings.broker.port, home.broker)
        assert home.broker.poll() is None


def test_a_stranger_that_has_the_brokers_old_number_is_left_alone(home: Home) -> None:
    state = home.folder / "broker"
    stranger = subprocess.Popen(["sleep", "60"])
    (state / PID_FILE).write_text(str(stranger.pid))
    assert tell(state, Access.RELOAD)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
    (state / PID_FILE).write_text("none")
    assert tell(state, Access.RELOAD)


def test_a_renewed_certificate_is_shown_without_a_restart_and_ends_no_connection(
    home: Home, visitor: Visitor
) -> None:
    context = tls_context(device_credentials(home.premises))

    def shown() -> str:
        port = home.settings.broker.port
        with (
            socket.create_connection(("127.0.0.1", port)) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as secured,
        ):
            return str((secured.getpeercert() or {})["serialNumber"])

    before = shown()
    hosts = ("localhost", "127.0.0.1", "home.example")
    establish(home.premises.folder, (), now=CLOCK.now(), hosts=hosts)
    assert tell(home.folder / "broker", Access.RELOAD, home.settings.broker.program)
    visitor.client.publish(up(OXIMETER, Channel.READINGS), b"x", qos=1)
    assert "Not authorized" not in visitor.wait(visitor.puback)
    tries = (shown() for _ in range(500))
    assert next((one for one in tries if one != before), None) is not None
    assert visitor.states == ["connack Success"]
