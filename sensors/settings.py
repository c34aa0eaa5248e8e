"""The `sensors` section of config.yml."""

from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from care.config import Section
from sensors.bridges.settings import BridgeSettings
from sensors.gatt.characteristics import CHARACTERISTICS
from sensors.limits import PatientLimits

Port = Annotated[int, Field(ge=1024, le=65535)]


class BrokerSettings(Section):
    """The broker that this home runs itself, or the one it uses."""

    embedded: bool = True
    """False when a broker elsewhere is used; then only `host` and `port` matter."""
    host: str = "127.0.0.1"
    """Address to listen on and to connect to: loopback, or this machine's address in the
    devices' own network. Its certificate names this address, so it is never 0.0.0.0."""
    port: Port = 8883
    program: str = "mosquitto"

    @field_validator("host")
    @classmethod
    def _one_address(cls, host: str) -> str:
        if host in ("0.0.0.0", "::", "*", ""):  # noqa: S104 - refused, not bound
            raise ValueError("name one address of this machine: its certificate names it")
        return host


class BluetoothDevice(Section):
    """One health device by Bluetooth Low Energy."""

    address: str
    characteristics: tuple[str, ...]
    """Assigned numbers, such as 2A5F."""
    quirk: str = ""
    """How it differs from the standard; `philomel decode --quirk` tries it."""

    @model_validator(mode="after")
    def _can_be_decoded(self) -> Self:
        rows = [CHARACTERISTICS.get(number.upper()) for number in self.characteristics]
        known = [row for row in rows if row is not None]
        if not known or len(known) < len(rows):
            msg = f"characteristics are some of {', '.join(sorted(CHARACTERISTICS))}"
            raise ValueError(msg)
        without = [r.uuid for r in known if self.quirk not in dict([("", 0), *r.quirks])]
        if without:
            msg = f"{', '.join(without)} has no quirk {self.quirk!r}"
            raise ValueError(msg)
        return self


class TokenSettings(Section):
    """A PKCS#11 token that holds the module's private key."""

    library: Path
    """Its PKCS#11 library, such as /usr/lib/softhsm/libsofthsm2.so."""
    label: str
    """Label of the token."""
    pin_file: Path
    key: str = "philomel"
    """Label of the key pair in it."""


class ModuleSettings(Section):
    """The device side, for `philomel module`."""

    host: str = "127.0.0.1"
    port: Port = 8883
    folder: Path = Path("home/module")
    """Outbox and own keys."""
    token: TokenSettings | None = None
    """Where the private key is kept in a token instead of device.key."""
    zone: str = "Europe/Paris"
    """Zone of the clocks of Bluetooth devices, which send local time without one."""
    bluetooth: dict[str, BluetoothDevice] = Field(default_factory=dict)
    """Health devices to connect to, by a name of your choice."""
    bridges: dict[str, BridgeSettings] = Field(default_factory=dict)
    """Bridges to what the home already has (docs/devices.md)."""

    @model_validator(mode="after")
    def _one_name_each(self) -> Self:
        twice = sorted(self.bluetooth.keys() & self.bridges.keys())
        if twice:
            msg = f"{', '.join(twice)}: a name stands for one source only"
            raise ValueError(msg)
        return self

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, OSError, ValueError) as error:
            msg = "not a zone such as Europe/Paris"
            raise ValueError(msg) from error
        return zone


class SensorSettings(Section):
    """What the home measures, and how it gets there."""

    broker: BrokerSettings = BrokerSettings()
    module: ModuleSettings = ModuleSettings()
    limits: dict[str, PatientLimits] = Field(default_factory=dict)
    """Changed alarm limits by patient id and alarm code (`sensors.limits`)."""
    kinds: dict[str, Any] = Field(default_factory=dict)
    """Choices of single kinds (`sensors.kinds`)."""
    receipt_seconds: Annotated[float, Field(gt=0, le=600)] = 5.0
    """Real seconds until a receipt; a device that sends all the time gets one in four."""
    messages_a_second: Annotated[float, Field(gt=0)] = 200.0
    """Sustained rate above which a device is cut off."""
    certificate_warning_days: Annotated[int, Field(ge=1, le=60)] = 14
