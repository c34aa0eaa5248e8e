"""Hub and module as processes that can be killed: `python -m tests.fakes.stream_process`.

hub FOLDER PORT          takes readings into the record of FOLDER over a lossy way
module FOLDER PORT TOTAL hands TOTAL numbered readings in; killed, it goes on from the last
                         one it noted, and so offers some of them twice
"""

import json
import sys
import threading
from pathlib import Path

from care.clock import SystemClock
from care.observation import Observation
from care.safefile import write_private
from records.database import open_database
from records.settings import RecordsSettings
from records.store import Store
from sensors.hub import Hub
from sensors.ledger import Ledger
from sensors.module.module import Module
from sensors.plausibility import plausible
from sensors.premises import Premises
from sensors.settings import BrokerSettings, SensorSettings
from tests.fakes.lossy_broker import LossyWay
from tests.fakes.readings import OXIMETER, spo2

NOTED_EVERY = 10


def hub(folder: Path, port: int) -> None:
    settings = SensorSettings(
        broker=BrokerSettings(port=port), receipt_seconds=0.3, messages_a_second=100_000
    )
    made = Hub(
        premises=Premises(folder / "keys"),
        ledger=Ledger(folder / "proof.db"),
        store=Store(open_database(RecordsSettings(), folder)),
        plausible=plausible,
        clock=SystemClock(),
        deliver=lambda _readings: None,
        report=lambda _incident: None,
        settings=settings,
    )
    way = LossyWay(made._queue.put, lose=0.05, flip=0.02)
    way.acknowledge = made._link.acknowledge
    made._link._on_message = way
    made.start()
    threading.Event().wait()


def module(folder: Path, port: int, total: int) -> None:
    made = Module(
        folder / "keys" / "devices" / OXIMETER,
        outbox=folder / "module" / "outbox.db",
        clock=SystemClock(),
        resend_seconds=1.0,
    )
    made.start("127.0.0.1", port)
    progress = folder / "module" / "progress"
    next_one = int(progress.read_text()) if progress.exists() else 0
    pace = threading.Event()
    for number in range(next_one, total):
        made.submit([_numbered(number)], [f"sample {number}"])
        if number % NOTED_EVERY == 0:
            write_private(progress, str(number).encode())
        pace.wait(0.004)
    while not made.wait_signed(1.0):
        pass
    (folder / "module" / "done").write_text(json.dumps({"mismatches": made.mismatches}))
    made.stop()


def _numbered(number: int) -> Observation:
    """A reading whose perfusion tells which it is."""
    plain = spo2(97, SystemClock().now())
    return Observation(
        patient=plain.patient,
        kind=plain.kind,
        value=plain.value,
        unit=plain.unit,
        taken_at=plain.taken_at,
        received_at=plain.received_at,
        device=plain.device,
        perfusion=float(number),
    )


if __name__ == "__main__":
    what, place, *rest = sys.argv[1:]
    if what == "hub":
        hub(Path(place), int(rest[0]))
    else:
        module(Path(place), int(rest[0]), int(rest[1]))
