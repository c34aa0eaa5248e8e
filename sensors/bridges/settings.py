"""Which bridges a module runs (`sensors.module.bridges` in config.yml)."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from care.config import Section


class Source(Section):
    """The MQTT broker of the other system."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 1883
    username: str = ""
    password_file: Path | None = None
    ca: Path | None = None
    """Its authority, when it speaks TLS."""


class ZigbeeDevice(Section):
    """What one Zigbee device stands for."""

    room: str = ""
    """Room whose movement it sees."""
    role: Literal["door", "pillbox", "room", "fall", "panic"] | None = None
    """For a contact: a door or a pill box; else by what it sends."""


class Zigbee2MqttSettings(Section):
    """Zigbee2MQTT."""

    type: Literal["zigbee2mqtt"]
    source: Source = Source()
    base: str = "zigbee2mqtt"
    devices: dict[str, ZigbeeDevice]
    """By friendly name; others are passed over."""


class Entity(Section):
    """How the states of one entity read."""

    kind: str
    unit: str = "1"
    words: dict[str, str] = Field(default_factory=dict)
    """State to code word, such as on: opened; left out for numbers."""


class StateStreamSettings(Section):
    """Home Assistant's statestream, or ESPHome's own MQTT topics."""

    type: Literal["statestream"]
    source: Source = Source()
    base: str = "homeassistant"
    entities: dict[str, Entity]
    """By `domain/entity`, the levels between base topic and `/state`."""


class FrigateSettings(Section):
    """Frigate: persons and camera zones."""

    type: Literal["frigate"]
    source: Source = Source()
    base: str = "frigate"
    rooms: dict[str, str]
    """Zone or camera to room."""
    by: Literal["events", "counts"] = "events"
    """Tracked persons, or the count of persons of each zone and camera."""


class NightscoutSettings(Section):
    """Nightscout by its REST interface."""

    type: Literal["nightscout"]
    url: Annotated[str, Field(pattern=r"^https?://")]
    version: Literal[1, 3] = 1
    secret_file: Path | None = None
    """Holds the API secret (version 1) or an access token (version 3)."""
    every_seconds: Annotated[float, Field(ge=10, le=3600)] = 60.0


class MappedValue(Section):
    """Where one value lies in a JSON payload."""

    kind: str
    path: str = ""
    """Steps by dots, such as `data.0.spo2`; empty for the whole payload."""
    unit: str = "1"
    factor: float = 1.0
    words: dict[str, str] = Field(default_factory=dict)
    time_path: str = ""
    """ISO text, or POSIX seconds or milliseconds; empty for the time of arrival."""


class JsonSettings(Section):
    """Anything else that speaks JSON over MQTT."""

    type: Literal["json"]
    source: Source = Source()
    topics: dict[str, tuple[MappedValue, ...]]
    """By topic, without wildcards."""


BridgeSettings = Annotated[
    Zigbee2MqttSettings
    | StateStreamSettings
    | FrigateSettings
    | NightscoutSettings
    | JsonSettings,
    Field(discriminator="type"),
]
