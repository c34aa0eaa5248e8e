"""Which devices belong to this home; everything that lets them in is made from it.

The broker's rights, the revocation list and the lookup of keys are generated from this
table: a certificate that is not in it gets nothing.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from care.codec import decode, encode
from care.errors import SetupError
from care.observation import DeviceId, Kind
from care.people import PatientId
from care.safefile import write_private
from sensors.topics import DEVICE_NAME, HUB, ROOT


class Status(StrEnum):
    """Where a device stands."""

    PENDING = "pending"
    """Has a one-time code, and no certificate yet."""
    ACTIVE = "active"
    REVOKED = "revoked"


class Link(StrEnum):
    """How readings reach the module: link qualities are compared by it."""

    BLE = "ble"
    ZIGBEE = "zigbee"
    THREAD = "thread"
    WIFI = "wifi"
    LTE_M = "lte-m"
    LORAWAN = "lorawan"
    WIRED = "wired"
    SIMULATED = "simulated"
    UNKNOWN = "unknown"
    """Of messages that name no device of the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One row."""

    id: DeviceId
    patient: PatientId
    kinds: tuple[Kind, ...]
    """What it may report; anything else is refused."""
    model: str = ""
    link: Link = Link.WIFI
    uuid: str = ""
    status: Status = Status.PENDING
    certificate: str = ""
    """PEM."""
    serial: str = ""
    """Of the certificate, hexadecimal."""
    not_before: datetime | None = None
    not_after: datetime | None = None
    previous: str = ""
    """PEM of the certificate before it: what was sealed under that may still come."""
    rotate: bool = False
    """It is to ask for a new certificate."""
    code_hash: str = ""
    """SHA-256 of the one-time code, while pending."""
    code_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """One line of the revocation list."""

    serial: str
    at: datetime
    left: bool = False
    """The device itself went on to a new one: nobody is to be put out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The whole table."""

    devices: tuple[Device, ...] = ()
    revoked: tuple[Revoked, ...] = ()
    crl_number: int = 0
    index: dict[str, Device] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Build the lookup by id."""
        self.index.clear()
        self.index.update({device.id: device for device in self.devices})

    def get(self, device: DeviceId) -> Device | None:
        """The row of that id."""
        return self.index.get(device)

    def put(self, device: Device) -> "Inventory":
        """With this row, in the place of an older one of the same id."""
        others = tuple(row for row in self.devices if row.id != device.id)
        rows = tuple(sorted((*others, device), key=lambda row: row.id))
        return replace(self, devices=rows, index={})

    def revoke(self, device: DeviceId, at: datetime) -> "Inventory":
        """Without that device's rights, its certificate listed. KeyError if unknown."""
        row = self.index[device]
        listed = (Revoked(serial=row.serial, at=at),) if row.serial else ()
        gone = replace(
            row, status=Status.REVOKED, code_hash="", code_until=None, previous=""
        )
        return replace(self.put(gone), revoked=(*self.revoked, *listed), index={})


def check_name(name: str) -> DeviceId:
    """The name when devices may be called so; SetupError otherwise."""
    if not DEVICE_NAME.fullmatch(name) or name == HUB:
        msg = f"device id {name!r}: use 4 to 40 of a-z, 0-9 and -, and not {HUB}"
        raise SetupError(msg)
    return DeviceId(name)


def access_rules(inventory: Inventory) -> str:
    """The broker's ACL: everybody else's topics are closed, and so is the rest."""
    rules = [f"user {HUB}", f"topic read {ROOT}/up/#", f"topic write {ROOT}/down/#"]
    for device in inventory.devices:
        if device.status is Status.ACTIVE:
            rules += ["", f"user {device.id}", f"topic write {ROOT}/up/{device.id}/#"]
            rules += [f"topic read {ROOT}/down/{device.id}/#"]
    return "\n".join(rules) + "\n"


def load(path: Path) -> Inventory:
    """The table of that file; an empty one when there is no file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Inventory()
    except OSError as error:
        msg = f"inventory {path} cannot be read ({error.strerror})"
        raise SetupError(msg) from error
    try:
        return decode(Inventory, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        msg = f"inventory {path} is damaged ({error}); restore it from a backup"
        raise SetupError(msg) from error


def save(path: Path, inventory: Inventory) -> None:
    """Replace the file in one step."""
    picture = encode(inventory)
    picture.pop("index")
    write_private(path, json.dumps(picture, indent=1).encode())


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes from changing the table meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
