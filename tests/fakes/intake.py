"""A home's intake without network: what a device or an attacker may put before it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from care.observation import DeviceId, Kind, Reading
from sensors.clerk import Clerk
from sensors.envelope import Mark, seal
from sensors.epoch import Epoch, announce, derive
from sensors.incident import Incident
from sensors.inventory import Device
from sensors.judge import Batch, Judge
from sensors.keystore.file import FileKeys
from sensors.ledger import Ledger
from sensors.mqtt import Delivery
from sensors.plausibility import plausible
from sensors.premises import Premises, establish
from sensors.refusal import Refusal
from sensors.registrar import Registrar
from sensors.senml import encode
from sensors.tally import Tally
from sensors.topics import Channel, up
from tests.fakes.clock import HandClock
from tests.fakes.readings import ADA, OXIMETER, spo2

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PENDANT = DeviceId("pendant-1")
READINGS = up(OXIMETER, Channel.READINGS)
EPOCH = Epoch(device=OXIMETER, number=7, salt=bytes(range(16)), since=NOW)


@dataclass
class Bench:
    """Everything behind the hub's queue."""

    folder: Path
    rate: float = 1_000.0
    clock: HandClock = field(default_factory=lambda: HandClock(NOW))
    incidents: list[Incident] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = (Kind("spo2"),)
        rows = [Device(id=name, patient=ADA, kinds=kinds) for name in (OXIMETER, PENDANT)]
        self.premises: Premises = establish(self.folder / "keys", rows, now=NOW)
        self.hub_keys = FileKeys(self.premises.key("hub"))
        self.open()

    def open(self) -> None:
        """As after a start of the home."""
        self.ledger = Ledger(self.folder / "proof.db")
        self.registrar = Registrar(
            self.premises.inventory, self.hub_keys, self.ledger.epochs()
        )
        self.clerk = Clerk(self.ledger, self.hub_keys, NOW - timedelta(days=30))
        self.tally = Tally()
        self.judge = Judge(
            registrar=self.registrar,
            clerk=self.clerk,
            plausible=plausible,
            clock=self.clock,
            rate=self.rate,
            report=self.incidents.append,
            tally=self.tally,
        )

    def restart(self) -> None:
        self.ledger.close()
        self.open()

    def keys(self, device: DeviceId = OXIMETER) -> FileKeys:
        return FileKeys(self.premises.device(device) / "device.key")

    def key(self, epoch: Epoch = EPOCH) -> bytes:
        secret = self.keys(epoch.device).agree(self.hub_keys.public_key())
        return derive(secret, salt=epoch.salt, device=epoch.device)

    def announced(self, epoch: Epoch = EPOCH) -> Batch:
        message = announce(epoch, self.keys(epoch.device))
        return self.send(message, up(epoch.device, Channel.EPOCH))

    def message(
        self, sequence: int, *readings: Reading, plain: bytes | None = None
    ) -> bytes:
        mark = Mark(device=OXIMETER, epoch=EPOCH.number, sequence=sequence)
        content = encode(readings or [spo2(97, NOW)], device=OXIMETER)
        topic = up(OXIMETER, Channel.READINGS)
        return seal(plain or content, key=self.key(), mark=mark, topic=topic)

    def report(self, sequence: int, *readings: Reading) -> Batch:
        mark = Mark(
            device=OXIMETER, epoch=EPOCH.number, sequence=sequence, channel=Channel.REPORT
        )
        topic = up(OXIMETER, Channel.REPORT)
        plain = encode(readings, device=OXIMETER)
        return self.send(seal(plain, key=self.key(), mark=mark, topic=topic), topic)

    def send(self, payload: bytes, topic: str = READINGS) -> Batch:
        """Judge one message and keep what it gives."""
        batch = self.judge.begin()
        self.judge.judge(Delivery(topic=topic, payload=payload, generation=1, mid=1), batch)
        self.ledger.record(batch.envelopes, batch.announced)
        for envelope in batch.envelopes:
            self.clerk.arrived(envelope)
        return batch

    def refused(self) -> dict[Refusal, int]:
        return dict(self.tally.refused())
