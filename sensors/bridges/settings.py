"""Which bridges a module runs (`sensors.module.bridges` in config.yml)."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from care.config import Section
from care.observation import Kind
from sensors.kinds import KINDS


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


class Mapped(Section):
    """What a value stands for. What the home would refuse is refused here, by its line."""

    kind: str
    unit: str = "1"
    words: dict[str, str] = Field(default_factory=dict)
    """State to code word, such as on: opened; left out for numbers."""

    @model_validator(mode="after")
    def _as_the_home_takes_it(self) -> Self:
        row = KINDS.get(Kind(self.kind))
        if row is None:
            return self
        if self.unit not in row.units:
            msg = f"{self.kind} comes in {', '.join(row.units)}, not in {self.unit}"
            raise ValueError(msg)
        unknown = [one for one in self.words.values() if row.words and one not in row.words]
        if unknown or (row.words and not self.words):
            msg = f"{self.kind} is told in the words {', '.join(sorted(row.words))}"
            raise ValueError(msg)
        return self


class Entity(Mapped):
    """How the states of one entity read."""


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


class MappedValue(Mapped):
    """Where one value lies in a JSON payload."""

    path: str = ""
    """Steps by dots, such as `data.0.spo2`; empty for the whole payload."""
    factor: float = 1.0
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
