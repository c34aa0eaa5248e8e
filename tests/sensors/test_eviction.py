"""Evicting gives up quietly where there is no broker, and leaves no key behind."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from care.observation import DeviceId, Kind
from sensors.eviction import Evictor, evict
from sensors.inventory import Device
from sensors.premises import establish
from tests.fakes.port import free_port
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAME = DeviceId("oximeter-1")


def test_without_a_broker_nothing_is_left_behind(tmp_path: Path) -> None:
    rows = [Device(id=NAME, patient=ADA, kinds=(Kind("spo2"),))]
    premises = establish(tmp_path / "keys", rows, now=NOW)
    before = sorted(premises.folder.rglob("*"))
    assert not evict(premises, NAME, host="127.0.0.1", port=free_port(), now=NOW)
    assert sorted(premises.folder.rglob("*")) == before


def test_a_hub_that_stops_evicts_nobody(tmp_path: Path) -> None:
    stopping, asked = threading.Event(), threading.Event()
    stopping.set()

    def now() -> datetime:
        asked.set()
        return NOW

    premises = establish(tmp_path / "keys", [], now=NOW)
    evictor = Evictor(premises, "127.0.0.1", 1, now, stopping)
    evictor.begin(())
    evictor.begin((NAME,))
    for thread in threading.enumerate():
        if thread.name == "eviction":
            thread.join(5)
    assert not asked.is_set()
