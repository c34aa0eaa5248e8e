"""A record of readings in memory, and readings to put into it."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from care.errors import StoreError
from care.observation import DeviceId, Kind, Observation, Reading
from care.people import PatientId
from sensors.store import Envelope

ADA = PatientId("ada")
OXIMETER = DeviceId("oximeter-1")


class MemoryStore:
    """See `sensors.store.Store`; refuses while `full`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int, int], Envelope] = {}
        self.full = False
        self.refusals = 0
        self.changed = threading.Condition()

    def keep(self, batch: Sequence[Envelope]) -> None:
        with self.changed:
            if self.full:
                self.refusals += 1
                self.changed.notify_all()
                raise StoreError("database or disk is full")
            for held in batch:
                self.kept.setdefault((held.device, held.epoch, held.sequence), held)
            self.changed.notify_all()

    @property
    def readings(self) -> list[Reading]:
        return [reading for held in self.kept.values() for reading in held.readings]

    @property
    def values(self) -> list[tuple[DeviceId, float]]:
        """Who measured what, in the order of arrival; waveforms and words left out."""
        return [
            (one.device, one.value)
            for one in self.readings
            if isinstance(one, Observation) and isinstance(one.value, float)
        ]

    def wait(self, until: Callable[["MemoryStore"], bool], timeout: float = 20) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: until(self), timeout)


def spo2(
    value: float, at: datetime, device: DeviceId = OXIMETER, unit: str = "%"
) -> Observation:
    return Observation(
        patient=ADA,
        kind=Kind("spo2"),
        value=value,
        unit=unit,
        taken_at=at,
        received_at=at,
        device=device,
    )
