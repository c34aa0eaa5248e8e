"""A real mosquitto with this home's own certificates, and the hub behind it."""

import gc
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest

from care.clock import SystemClock
from care.observation import DeviceId, Kind, Reading
from sensors.broker import prepare
from sensors.hub import Hub
from sensors.incident import Incident
from sensors.inventory import Device, Link
from sensors.ledger import Ledger
from sensors.module.module import Module
from sensors.mqtt import Credentials
from sensors.plausibility import plausible
from sensors.premises import Premises, establish
from sensors.settings import BrokerSettings, SensorSettings
from sensors.warden import Access
from tests.fakes.port import free_port
from tests.fakes.readings import ADA, MemoryStore

OXIMETER, PENDANT = DeviceId("oximeter-1"), DeviceId("pendant-1")
CLOCK = SystemClock()
HERE = Path(__file__).parent


def reachable(port: int, broker: "subprocess.Popen[bytes]") -> bool:
    for _ in range(500):
        with socket.socket() as probe:
            probe.settimeout(0.02)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        with suppress(subprocess.TimeoutExpired):
            broker.wait(0.02)
            return False
    return False


def device_credentials(premises: Premises, name: DeviceId = OXIMETER) -> Credentials:
    folder = premises.device(name)
    return Credentials(
        name=name,
        ca=folder / "ca.crt",
        certificate=folder / "device.crt",
        key=folder / "device.key",
    )


@contextmanager
def open_broker(folder: Path) -> Iterator[int]:
    """A broker without any protection, as homes have for their lamps; its port."""
    port = free_port()
    folder.mkdir()
    file = folder / "mosquitto.conf"
    file.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    broker = subprocess.Popen(
        [which("mosquitto") or "/usr/sbin/mosquitto", "-c", str(file)],
        stderr=subprocess.DEVNULL,
    )
    assert reachable(port, broker)
    yield port
    broker.kill()
    broker.wait()


@dataclass
class Home:
    folder: Path
    premises: Premises
    settings: SensorSettings
    store: MemoryStore = field(default_factory=MemoryStore)
    delivered: list[Reading] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    broker: "subprocess.Popen[bytes] | None" = None
    hub: Hub | None = None
    ledger: Ledger | None = None
    modules: list[Module] = field(default_factory=list)

    def start_broker(self) -> None:
        command = prepare(
            self.premises, self.settings.broker, self.folder / "broker", CLOCK.now()
        )
        self.broker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        assert reachable(self.settings.broker.port, self.broker)

    def kill_broker(self) -> None:
        assert self.broker is not None
        self.broker.kill()
        self.broker.wait()

    def start_hub(self, admit: Callable[[Access], bool] = lambda _access: True) -> Hub:
        self.ledger = Ledger(self.folder / "proof.db")
        self.hub = Hub(
            premises=self.premises,
            ledger=self.ledger,
            store=self.store,
            plausible=plausible,
            clock=CLOCK,
            deliver=lambda readings: self._note(self.delivered, readings),
            report=lambda incident: self._note(self.incidents, (incident,)),
            settings=self.settings,
            admit=admit,
        )
        self.hub.start()
        return self.hub

    def stop_hub(self) -> None:
        if self.hub is not None and self.ledger is not None:
            self.hub.stop()
            self.ledger.close()
            self.hub = self.ledger = None

    def module(self, device: DeviceId, outbox: str = "outbox") -> Module:
        made = Module(
            self.premises.device(device),
            outbox=self.folder / f"{device}.{outbox}.db",
            clock=CLOCK,
            resend_seconds=2.0,
        )
        self.modules.append(made)
        made.start("127.0.0.1", self.settings.broker.port)
        return made

    def wait(self, until: Callable[["Home"], bool], timeout: float = 20) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: until(self), timeout)

    def _note(self, where: list, items: tuple) -> None:  # type: ignore[type-arg]
        with self.changed:
            where.extend(items)
            self.changed.notify_all()

    def close(self) -> None:
        for made in self.modules:
            made.stop()
        self.stop_hub()
        if self.broker is not None:
            self.broker.kill()
            self.broker.wait()
        gc.collect()  # paho leaves sockets of failed handshakes to the collector


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A handshake that a killed broker cuts off leaves paho's socket open for a while."""
    left_open = pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <s:pytest.PytestUnraisableExceptionWarning"
    )
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(left_open)


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    kinds = (Kind("spo2"), Kind("pulse"), Kind("fall"), Kind("acceleration"))
    devices = [
        Device(id=name, patient=ADA, kinds=kinds, link=Link.SIMULATED)
        for name in (OXIMETER, PENDANT)
    ]
    return establish(tmp_path / "keys", devices, now=CLOCK.now())


@pytest.fixture
def home(tmp_path: Path, premises: Premises) -> Iterator[Home]:
    settings = SensorSettings(
        broker=BrokerSettings(port=free_port()), receipt_seconds=0.2, messages_a_second=1000
    )
    made = Home(tmp_path, premises, settings)
    made.start_broker()
    yield made
    made.close()
