"""Bridges as a config.yml would set them up, and what they make of a message."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from sensors.bridges.listener import MqttBridge, translate
from sensors.bridges.settings import BridgeSettings

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

bridge_of: TypeAdapter[Any] = TypeAdapter(BridgeSettings)


ZIGBEE: MqttBridge = bridge_of.validate_python(
    {
        "type": "zigbee2mqtt",
        "devices": {
            "kitchen/motion": {"room": "kitchen"},
            "front door": {"role": "door"},
            "0x00158d0001a2b3c4": {"role": "pillbox"},
            "bed": {"room": "bedroom"},
            "radar": {"room": "bathroom"},
            "button": {"role": "panic"},
        },
    }
)

HOME_ASSISTANT: MqttBridge = bridge_of.validate_python(
    {
        "type": "statestream",
        "base": "homeassistant",
        "entities": {
            "binary_sensor/front_door": {
                "kind": "door",
                "words": {"on": "opened", "off": "closed"},
            },
            "sensor/fridge": {"kind": "storage", "unit": "Cel"},
        },
    }
)

ESPHOME: MqttBridge = bridge_of.validate_python(
    {
        "type": "statestream",
        "base": "bedside",
        "entities": {"binary_sensor/bed": {"kind": "motion", "words": {"ON": "bedroom"}}},
    }
)

FRIGATE: MqttBridge = bridge_of.validate_python(
    {"type": "frigate", "rooms": {"sofa": "living room", "hall": "hall"}}
)

COUNTS: MqttBridge = bridge_of.validate_python(
    {"type": "frigate", "rooms": {"sofa": "living room"}, "by": "counts"}
)

JSON: MqttBridge = bridge_of.validate_python(
    {
        "type": "json",
        "topics": {
            "scale/weight": [
                {
                    "kind": "weight",
                    "path": "data.0.g",
                    "unit": "kg",
                    "factor": 0.001,
                    "time_path": "at",
                }
            ],
            "pump": [
                {"kind": "infusion", "path": "alarm", "words": {"OCC": "occlusion"}},
                {"kind": "battery", "path": "bat", "unit": "%"},
            ],
        },
    }
)


def of(bridge: MqttBridge, topic: str, payload: str | bytes) -> list[tuple[str, Any, str]]:
    raw = payload.encode() if isinstance(payload, str) else payload
    return [(s.kind, s.value, s.unit) for s in translate(bridge, topic, raw, NOW)]


def person(**changes: Any) -> str:
    after = {
        "id": "1607123955.475377-mxklsc",
        "camera": "hall",
        "frame_time": 1795334399.5,
        "label": "person",
        "sub_label": None,
        "top_score": 0.95,
        "false_positive": False,
        "start_time": 1795334390.0,
        "end_time": None,
        "current_zones": ["sofa"],
        "entered_zones": ["rug", "sofa"],
        "stationary": False,
    } | changes
    kind = after.pop("type", "update")
    return json.dumps({"type": kind, "before": {}, "after": after})


ODD: list[Any] = [
    None,
    True,
    0,
    10**400,
    "",
    "x",
    "\ud800",
    [],
    ["x"],
    {},
    {"a": 1},
    -6.2e10,
]
