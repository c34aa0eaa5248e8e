"""One home in a folder that is thrown away, and what it manages."""

import queue
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.ingest.decided import Decided
from benchmarks.ingest.source import names
from care.clock import SystemClock, stopwatch
from care.people import PatientId
from records.database import open_database
from records.settings import RecordsSettings
from records.store import Store
from sensors.broker import prepare
from sensors.hub import Hub
from sensors.inventory import Device
from sensors.inventory import Link as Way
from sensors.ledger import Ledger
from sensors.mqtt import Credentials, Delivery, Link
from sensors.plausibility import plausible
from sensors.premises import establish
from sensors.settings import BrokerSettings, SensorSettings
from sensors.topics import HUB, ROOT
from tests.fakes.port import free_port


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
        self.port = free_port()
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
        return subprocess.Popen([sys.executable, "-m", "benchmarks.ingest.source", *words])

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
