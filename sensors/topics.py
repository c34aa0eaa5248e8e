"""Names of MQTT topics: direction first, the device at a fixed level.

`home/v1/up/<device>/<channel>` and `home/v1/down/<device>/<channel>`. The broker lets
a device write only below its own `up` and read only below its own `down`.
"""

import re
from enum import StrEnum
from functools import lru_cache

from care.observation import DeviceId

ROOT = "home/v1"
DEVICE_NAME = re.compile(r"[a-z0-9-]{4,40}")
HUB = DeviceId("hub-ingest")
"""Certificate name of the hub's intake."""


class Channel(StrEnum):
    """Last level of a topic."""

    READINGS = "readings"
    """Up, sealed: what was measured."""
    REPORT = "report"
    """Up, sealed: battery, firmware, link, and the highest sequence sealed so far."""
    EPOCH = "epoch"
    """Up, signed: a new key."""
    RENEWAL = "renewal"
    """Up, signed: the device wants a new certificate."""
    RECEIPT = "receipt"
    """Down, signed: what arrived."""
    CERTIFICATE = "certificate"
    """Down, signed: a new certificate, or the order to ask for one."""


UPWARD = (Channel.READINGS, Channel.REPORT, Channel.EPOCH, Channel.RENEWAL)


def up(device: DeviceId, channel: Channel) -> str:
    """Topic that a device writes."""
    return f"{ROOT}/up/{device}/{channel}"


def down(device: DeviceId, channel: Channel) -> str:
    """Topic that a device reads."""
    return f"{ROOT}/down/{device}/{channel}"


@lru_cache(maxsize=4_096)
def parse_up(topic: str) -> tuple[DeviceId, Channel] | None:
    """Device and channel of an upward topic, or None when it is none of ours."""
    parts = topic.split("/")
    if len(parts) != 5 or parts[:3] != [*ROOT.split("/"), "up"]:  # noqa: PLR2004
        return None
    if not DEVICE_NAME.fullmatch(parts[3]) or parts[4] not in UPWARD:
        return None
    return DeviceId(parts[3]), Channel(parts[4])
