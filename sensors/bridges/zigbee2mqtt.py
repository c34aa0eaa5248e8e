"""Zigbee2MQTT: contacts, occupancy, presence, vibration, falls, help buttons, batteries.

`<base>/<friendly name>` carries the whole state of a device as one JSON object
(zigbee2mqtt.io, "MQTT topics and messages"). A contact is true while it is closed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sensors.bridges.seen import BridgeError, Seen, parse, told_time, word
from sensors.bridges.settings import Zigbee2MqttSettings, ZigbeeDevice

FALL_FIELDS = ("fall_down_status", "fall_status", "fall_detection", "status")
"""Of Tuya MIR-HE200-TY, Heiman HS2FD-EF1-3.0, others, and OWON FDS315."""
FALLS = {
    "fall": "fall",
    "fall_down": "fall",
    "fall_alarm": "fall",
    "falling": "fall",
    "maybe_fall": "impact",
    "fall_warning": "impact",
}
STANDING = frozenset({"none", "normal", "unknown", "no_fall", "False", "false"})
"""What fall sensors say while nobody has fallen."""
PRESENT = frozenset({"occupied", "sitting", "on_the_bed", "low_posture", "falling"})
ABSENT = frozenset({"unoccupied"})
CALLS = frozenset({"emergency", "sos", "panic"})
ALIVE = "alive"


def _flag(state: dict[str, Any], name: str) -> bool | None:
    value = state.get(name)
    if value is None or isinstance(value, bool):
        return value
    msg = f"{name} is not true or false"
    raise BridgeError(msg)


def _contact(state: dict[str, Any], device: ZigbeeDevice) -> tuple[str, str] | None:
    closed = _flag(state, "contact")
    if closed is None:
        return None
    kind = "pillbox" if device.role == "pillbox" else "door"
    return kind, "closed" if closed else "opened"


def _movement(state: dict[str, Any], device: ZigbeeDevice) -> tuple[str, str] | None:
    flags = [_flag(state, name) for name in ("occupancy", "presence", "vibration")]
    status = word(state.get("status"))
    if status in PRESENT | ABSENT:
        flags.append(status in PRESENT)
    if all(flag is None for flag in flags):
        return None
    return "motion", (device.room or "home") if any(flags) else ALIVE


def _fall(state: dict[str, Any], _device: ZigbeeDevice) -> tuple[str, str] | None:
    said = [state[name] for name in FALL_FIELDS if state.get(name) is not None]
    words = [str(word) for word in said if word is not True] + ["fall"] * (True in said)
    falls = [FALLS[word] for word in words if word in FALLS]
    if falls:
        return "fall", min(falls)  # a fall before an impact
    own = [state.get(name) for name in FALL_FIELDS[:-1]]
    known = any(str(word) in STANDING for word in own)
    known = known or word(state.get("status")) in PRESENT | ABSENT
    return ("fall", ALIVE) if known else None


def _call(state: dict[str, Any], device: ZigbeeDevice) -> tuple[str, str] | None:
    action = word(state.get("action"))
    if _flag(state, "sos") or action in CALLS:
        return "panic", "pressed"
    if action and device.role == "panic":
        return "panic", "pressed"
    return None


_Reader = Callable[[dict[str, Any], ZigbeeDevice], tuple[str, str] | None]
_READERS: tuple[_Reader, ...] = (_contact, _movement, _fall, _call)


def translate(
    settings: Zigbee2MqttSettings, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """Readings of one message; none for devices and topics that are not configured."""
    device = settings.devices.get(topic.removeprefix(f"{settings.base}/"))
    if device is None or not payload:
        return ()
    state = parse(payload)
    if not isinstance(state, dict):
        raise BridgeError("state is no object")
    last = state.get("last_seen")
    taken_at = told_time(last, "last_seen")
    found = [reader(state, device) for reader in _READERS]
    return tuple(
        Seen(
            kind=kind,
            value=said,
            unit="1",
            taken_at=taken_at or at,
            source="" if taken_at is None else f"{topic} {kind} {said} {last}",
        )
        for kind, said in filter(None, found)
    )
