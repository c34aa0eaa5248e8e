"""Counts of what came in, by device: shown by `philomel devices quality`."""

from collections import Counter
from dataclasses import dataclass, field

from care.observation import DeviceId
from sensors.refusal import Refusal


@dataclass(slots=True)
class DeviceTally:
    """Since the hub started."""

    messages: int = 0
    """Authentic and new."""
    duplicates: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)


@dataclass(slots=True)
class Tally:
    """All devices, and what named none."""

    devices: dict[DeviceId, DeviceTally] = field(default_factory=dict)
    strangers: Counter[Refusal] = field(default_factory=Counter)

    def of(self, device: DeviceId) -> DeviceTally:
        """The counts of one device."""
        return self.devices.setdefault(device, DeviceTally())

    def refused(self) -> Counter[Refusal]:
        """Refusals of all by reason."""
        total = Counter(self.strangers)
        for held in self.devices.values():
            total.update(held.refused)
        return total
