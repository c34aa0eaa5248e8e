"""Sealed readings through a real broker into the record, beside bare paho callbacks.

    .venv/bin/python -m benchmarks.ingest [--messages 8000] [--seconds 8]

Everything runs on this machine: mosquitto with mutual TLS 1.3, a generator process that
seals and publishes for ten devices, the hub with SQLCipher (synchronous=FULL) and the
watch. First the drain of a backlog: how many messages a second bare paho callbacks take
(same client, manual acknowledgement, payload thrown away), and how many the hub takes up
to stored and signed. Then the time from publishing to decided at fixed rates.
"""

import argparse
import queue
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from care.clock import SystemClock, stopwatch
from care.observation import DeviceId, Kind, Observation, Reading
from care.people import Language, Patient, PatientId
from records.database import open_database
from records.settings import RecordsSettings
from records.store import Store
from sensors.broker import prepare
from sensors.envelope import Mark, seal
from sensors.epoch import Epoch, announce, derive
from sensors.held import Kept
from sensors.hub import Hub
from sensors.inventory import Device
from sensors.inventory import Link as Way
from sensors.keystore.file import FileKeys
from sensors.ledger import Ledger
from sensors.limits import personal
from sensors.mqtt import Credentials, Delivery, Link
from sensors.plausibility import plausible
from sensors.premises import Premises, establish
from sensors.senml import encode
from sensors.settings import BrokerSettings, SensorSettings
from sensors.topics import HUB, ROOT, Channel, up
from sensors.watch import Measured, Watch, start, step

DEVICES = 10
GOAL_P99_MS = 50.0


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


class Cpu:
    """Processor time of this process, which other programs do not stretch."""

    def __init__(self) -> None:
        self.begin = time.process_time()

    def per(self, count: int) -> float:
        """Microseconds for each of `count`."""
        return (time.process_time() - self.begin) / count * 1e6


class Bench:
    """One home in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        self.cpu = Cpu()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        rows = [
            Device(id=name, patient=PatientId(name), kinds=(), link=Way.WIRED)
            for name in names()
        ]
        self.premises = establish(folder / "keys", rows, now=SystemClock().now())
        self.settings = SensorSettings(
            broker=BrokerSettings(port=self.port), messages_a_second=1e9, receipt_seconds=2
        )
        command = prepare(
            self.premises, self.settings.broker, folder / "broker", SystemClock().now()
        )
        self.broker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        self.database = open_database(RecordsSettings(), folder / "record")

    def generator(self, total: int, rate: float) -> "subprocess.Popen[bytes]":
        """Start the generator process."""
        words = [str(self.folder / "keys"), str(self.port), str(total), str(rate)]
        return subprocess.Popen(
            [sys.executable, "-m", "benchmarks.ingest", "--generate", *words]
        )

    def bare(self, total: int) -> tuple[float, float]:
        """Messages a second that bare callbacks take from a backlog, and CPU us each."""
        got: queue.Queue[float] = queue.Queue()
        link: list[Link] = []

        def take(delivery: Delivery) -> None:
            link[-1].acknowledge(delivery)
            got.put(stopwatch())

        link.append(self._hub_link(take))
        link[-1].start("127.0.0.1", self.port)
        time.sleep(0.5)
        link[-1].stop()
        self.generator(total, 0).wait()
        link.append(self._hub_link(take))
        self.cpu = Cpu()
        link[-1].start("127.0.0.1", self.port)
        times = [got.get(timeout=30) for _ in range(total)]
        time.sleep(1.0)
        link[-1].stop()
        return (total - 1) / (times[-1] - times[0]), self.cpu.per(total)

    def _hub_link(self, on_message: Callable[[Delivery], None]) -> Link:
        return Link(
            Credentials(
                name=HUB,
                ca=self.premises.certificate("ca"),
                certificate=self.premises.certificate("hub"),
                key=self.premises.key("hub"),
            ),
            subscribe=f"{ROOT}/up/#",
            on_message=on_message,
            on_state=lambda _up, _detail: None,
        )

    def hub(self, decided: "Decided", ledger: Ledger) -> Hub:
        """A hub over the real record."""
        return Hub(
            premises=self.premises,
            ledger=ledger,
            store=Store(self.database),
            plausible=plausible,
            clock=SystemClock(),
            deliver=decided,
            report=print,
            settings=self.settings,
        )

    def drain(self, total: int) -> tuple[float, float]:
        """Messages a second from a backlog to the record, and CPU us each."""
        self.generator(total, 0).wait()
        decided = Decided(total, watching=False)
        ledger = Ledger(self.folder / "ledger.db")
        hub = self.hub(decided, ledger)
        self.cpu = Cpu()
        hub.start()
        assert decided.all.wait(120)
        spent = self.cpu.per(total)
        hub.stop()
        ledger.close()
        return (total - decided.first) / (decided.end - decided.begin), spent

    def at_rate(self, rate: float, seconds: float) -> tuple[float, float, float]:
        """Middle, 99th percentile and worst time from publishing to decided, ms."""
        total = int(rate * seconds)
        decided, ledger = Decided(total), Ledger(self.folder / "ledger.db")
        hub = self.hub(decided, ledger)
        hub.start()
        time.sleep(1.0)
        generator = self.generator(total, rate)
        assert decided.all.wait(60 + seconds * 3)
        generator.wait()
        hub.stop()
        ledger.close()
        spans = sorted(decided.spans)
        return (
            statistics.median(spans) * 1e3,
            spans[int(len(spans) * 0.99)] * 1e3,
            spans[-1] * 1e3,
        )


class Decided:
    """Steps the watch of each patient and notes when."""

    def __init__(self, total: int, *, watching: bool = True) -> None:
        self.total, self.count, self.first = total, 0, 0
        self.watching = watching
        self.begin = self.end = 0.0
        self.spans: list[float] = []
        self.all = threading.Event()
        # As in a home, the watches stand before the first reading comes.
        patients = [PatientId(name) for name in names()] if watching else []
        self.watches = {patient: _watch(patient) for patient in patients}

    def __call__(self, readings: tuple[Reading, ...]) -> None:
        """Decide."""
        for reading in readings if self.watching else ():
            now = datetime.now(UTC)
            watch = self.watches[reading.patient]
            self.watches[reading.patient] = step(watch, Measured(reading=reading), now)[0]
            self.spans.append((datetime.now(UTC) - reading.taken_at).total_seconds())
        self.count += len(readings)
        self.end = stopwatch()
        if not self.begin:
            self.begin, self.first = self.end, self.count
        if self.count >= self.total:
            self.all.set()


def _watch(patient: PatientId) -> Watch:
    person = Patient(id=patient, name="x", language=Language.ENGLISH, zone=ZoneInfo("UTC"))
    return start(person, personal(person, {}), Kept())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=8_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--generate", nargs=4)
    asked = parser.parse_args()
    if asked.generate:
        folder, port, total, rate = asked.generate
        generate(Path(folder), int(port), int(total), float(rate))
        return
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        try:
            bare, bare_cpu = bench.bare(asked.messages)
            hub, hub_cpu = bench.drain(asked.messages)
            print(f"{'backlog':>24} {'messages/s':>12} {'CPU us each':>12}")
            print(f"{'bare paho callbacks':>24} {bare:>12,.0f} {bare_cpu:>12,.0f}")
            print(
                f"{'hub to stored and signed':>24} {hub:>12,.0f} {hub_cpu:>12,.0f}", end=""
            )
            print(f"  {hub / bare:.0%} of bare")
            print(f"\n{'published/s':>24} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}")
            for rate in (100, 1_000, 2_500):
                row = bench.at_rate(rate, asked.seconds)
                print(f"{rate:>24,} {row[0]:>8.1f} {row[1]:>8.1f} {row[2]:>8.1f}")
            print(f"goal: at least 50 % of bare; p99 <= {GOAL_P99_MS:.0f} ms at 100/s")
        finally:
            bench.broker.kill()
            bench.broker.wait()
            bench.database.close()


if __name__ == "__main__":
    main()
