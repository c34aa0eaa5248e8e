"""The `sensors` section of config.yml."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from care.config import Section
from sensors.limits import PatientLimits

Port = Annotated[int, Field(ge=1024, le=65535)]


class BrokerSettings(Section):
    """The broker that this home runs itself, or the one it uses."""

    embedded: bool = True
    """False when a broker elsewhere is used; then only `host` and `port` matter."""
    host: str = "127.0.0.1"
    """Address to listen on and to connect to: loopback, or the devices' own network."""
    port: Port = 8883
    program: str = "mosquitto"


class ModuleSettings(Section):
    """The device side, for `philomel module`."""

    host: str = "127.0.0.1"
    port: Port = 8883
    folder: Path = Path("home/module")
    """Outbox and own keys."""
    bridges: dict[str, Any] = Field(default_factory=dict)
    """Bridges to what the home already has (docs/devices.md)."""


class SensorSettings(Section):
    """What the home measures, and how it gets there."""

    broker: BrokerSettings = BrokerSettings()
    module: ModuleSettings = ModuleSettings()
    limits: dict[str, PatientLimits] = Field(default_factory=dict)
    """Changed alarm limits by patient id and alarm code (`sensors.limits`)."""
    kinds: dict[str, Any] = Field(default_factory=dict)
    """Choices of single kinds (`sensors.kinds`)."""
    receipt_seconds: Annotated[float, Field(gt=0, le=600)] = 5.0
    """Real seconds between receipts to a device that sends."""
    messages_a_second: Annotated[float, Field(gt=0)] = 200.0
    """Sustained rate above which a device is cut off."""
    certificate_warning_days: Annotated[int, Field(ge=1, le=60)] = 14
