"""The generator, a process of its own: devices that seal and publish without an outbox."""

import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from care.observation import DeviceId, Kind, Observation
from care.people import PatientId
from sensors.envelope import Mark, seal
from sensors.epoch import Epoch, announce, derive
from sensors.keystore.file import FileKeys
from sensors.mqtt import Credentials, Link
from sensors.premises import Premises
from sensors.senml import encode
from sensors.topics import ROOT, Channel, up

DEVICES = 10


def names() -> list[DeviceId]:
    """Ids of the devices."""
    return [DeviceId(f"bench-{n}") for n in range(DEVICES)]


def credentials(premises: Premises, device: DeviceId) -> Credentials:
    """What a device shows."""
    folder = premises.device(device)
    return Credentials(
        name=device,
        ca=folder / "ca.crt",
        certificate=folder / "device.crt",
        key=folder / "device.key",
    )


class Source:
    """One device that seals and publishes without an outbox."""

    def __init__(self, premises: Premises, device: DeviceId, port: int) -> None:
        self.device, self.sequence, self.sent, self.done = device, 0, 0, 0
        self.ready = threading.Event()
        keys = FileKeys(premises.device(device) / "device.key")
        hub = FileKeys(premises.key("hub")).public_key()
        number = time.time_ns() & ((1 << 48) - 1)
        self.epoch = Epoch(
            device=device, number=number, salt=bytes(16), since=datetime.now(UTC)
        )
        self.announcement = announce(self.epoch, keys)
        self.key = derive(keys.agree(hub), salt=self.epoch.salt, device=device)
        self.link = Link(
            credentials(premises, device),
            subscribe=f"{ROOT}/down/{device}/receipt",
            on_message=lambda _delivery: None,
            on_state=lambda up, _detail: self.ready.set() if up else None,
            on_published=self._published,
        )
        self.link.start("127.0.0.1", port)
        assert self.ready.wait(10)

    def _published(self, accepted: bool) -> None:  # noqa: FBT001 (paho's thread)
        self.done += accepted

    def announce(self) -> None:
        """Say which key is in use."""
        self.link.publish(up(self.device, Channel.EPOCH), self.announcement)

    def publish(self) -> None:
        """Seal and publish one reading, measured now."""
        self.sequence += 1
        now = datetime.now(UTC)
        reading = Observation(
            patient=PatientId(self.device),
            kind=Kind("spo2"),
            value=97.0,
            unit="%",
            taken_at=now,
            received_at=now,
            device=self.device,
            perfusion=1.5,
        )
        mark = Mark(device=self.device, epoch=self.epoch.number, sequence=self.sequence)
        topic = up(self.device, Channel.READINGS)
        sealed = seal(
            encode([reading], device=self.device), key=self.key, mark=mark, topic=topic
        )
        self.link.publish(topic, sealed)


def generate(folder: Path, port: int, total: int, rate: float) -> None:
    """The generator process: `total` messages at `rate` a second, 0 for all at once."""
    sources = [Source(Premises(folder), device, port) for device in names()]
    for source in sources:
        source.announce()
    time.sleep(0.5)
    begin = time.perf_counter()
    for number in range(total):
        if rate:
            wait = begin + number / rate - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
        source = sources[number % DEVICES]
        while source.sequence + 1 - source.done > 900:
            time.sleep(0.001)
        source.publish()
    while sum(source.done for source in sources) < total + DEVICES:
        time.sleep(0.01)
    for source in sources:
        source.link.stop()


if __name__ == "__main__":
    place, broker, messages, a_second = sys.argv[1:]
    generate(Path(place), int(broker), int(messages), float(a_second))
