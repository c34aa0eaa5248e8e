"""Troubles of devices and transport, for the station to make technical alarms of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from care.observation import DeviceId


class Trouble(StrEnum):
    """What can be wrong between a device and the record."""

    BROKER_GONE = "broker_gone"
    STORE_FAILING = "store_failing"
    """Readings cannot be kept (disk full); nothing is acknowledged meanwhile."""
    MISBEHAVING = "misbehaving"
    """A device sends too much, or too much that is refused; it is cut off for a while."""
    EXPIRING = "expiring"
    """A certificate or the revocation list runs out soon, or cannot be renewed because
    inventory or list are damaged; what was read before holds meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The beginning or the end of one trouble."""

    trouble: Trouble
    at: datetime
    """By the home's clock."""
    over: bool = False
    device: DeviceId | None = None
    detail: str = ""
    """For the log; holds no health data."""
