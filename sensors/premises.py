"""The files that let devices in, and setting a home up with them in one call.

    keys/ca.key ca.crt crl.pem acl inventory.json
    keys/broker.key broker.crt hub.key hub.crt
    keys/devices/<id>/device.key device.crt ca.crt hub.crt    (moves to the module)

Every step looks first, so the call can be repeated and interrupted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509

from care.observation import DeviceId
from care.safefile import write_private
from sensors.authority import SERVER_DAYS, Authority
from sensors.certificate import read_certificate, wants_renewal
from sensors.inventory import (
    Device,
    Inventory,
    Status,
    access_rules,
    check_name,
    load,
    locked,
    save,
)
from sensors.keystore.file import FileKeys
from sensors.topics import HUB

CRL_AFTER = timedelta(days=1)
"""Age at which the revocation list is signed anew."""


@dataclass(frozen=True, slots=True)
class Premises:
    """Where the files are."""

    folder: Path

    @property
    def inventory(self) -> Path:
        """The table of devices."""
        return self.folder / "inventory.json"

    def key(self, name: str) -> Path:
        """Private key of "ca", "broker" or "hub"."""
        return self.folder / f"{name}.key"

    def certificate(self, name: str) -> Path:
        """Certificate of "ca", "broker" or "hub"."""
        return self.folder / f"{name}.crt"

    @property
    def crl(self) -> Path:
        """The revocation list."""
        return self.folder / "crl.pem"

    @property
    def acl(self) -> Path:
        """The broker's access rules."""
        return self.folder / "acl"

    def device(self, device: DeviceId) -> Path:
        """Folder of one device's own files."""
        return self.folder / "devices" / device

    def authority(self, now: datetime) -> Authority:
        """The home's authority, founded when there is none."""
        return Authority.create(self.key("ca"), self.certificate("ca"), now)


def _due(path: Path, now: datetime) -> bool:
    if not path.exists():
        return True
    held = read_certificate(path)
    return wants_renewal(held.not_valid_before_utc, held.not_valid_after_utc, now)


def _names(certificate: Path) -> tuple[str, ...]:
    """Host names and addresses that a server's certificate is good for."""
    names = read_certificate(certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    return tuple(str(name.value) for name in names.value)


def _serve(
    premises: Premises, authority: Authority, hosts: Sequence[str], now: datetime
) -> tuple[str, ...]:
    """Certificates of broker and hub, where they lack, age, or miss a host name.

    Keys stay as they are: devices know the hub by its key. Gives the names of what is new.
    """
    hosts = tuple(dict.fromkeys(hosts))
    fresh: list[str] = []
    place = premises.certificate("broker")
    if _due(place, now) or not set(hosts) <= set(_names(place)):
        request = FileKeys.create(premises.key("broker")).request("broker")
        write_private(place, authority.issue_server(request, "broker", hosts, now))
        fresh.append("broker")
    if _due(premises.certificate("hub"), now):
        request = FileKeys.create(premises.key("hub")).request(HUB)
        pem = authority.issue_client(request, HUB, str(uuid4()), now, days=SERVER_DAYS)
        write_private(premises.certificate("hub"), pem)
        fresh.append("hub")
    return tuple(fresh)


def renew(premises: Premises, now: datetime) -> tuple[str, ...]:
    """Renew broker's and hub's certificates that are due, for a home that goes on running.

    `now` is the machine's own time. Gives the names of what is new.
    """
    if not any(_due(premises.certificate(name), now) for name in ("broker", "hub")):
        return ()
    hosts = _names(premises.certificate("broker"))
    with locked(premises.inventory):
        return _serve(premises, premises.authority(now), hosts, now)


def admit(device: Device, pem: bytes) -> Device:
    """The row as it reads once that certificate was issued."""
    held = x509.load_pem_x509_certificate(pem)
    return replace(
        device,
        status=Status.ACTIVE,
        certificate=pem.decode(),
        serial=f"{held.serial_number:x}",
        not_before=held.not_valid_before_utc,
        not_after=held.not_valid_after_utc,
        code_hash="",
        code_until=None,
    )


def _equip(
    premises: Premises,
    authority: Authority,
    wanted: Device,
    inventory: Inventory,
    now: datetime,
) -> Inventory:
    """One device with key, certificate and what it must know of the home."""
    held = inventory.get(wanted.id)
    if held is not None and held.status is Status.REVOKED:
        return inventory
    folder = premises.device(wanted.id)
    row = replace(
        held or replace(wanted, uuid=str(uuid4())),
        patient=wanted.patient,
        kinds=wanted.kinds,
        model=wanted.model,
        link=wanted.link,
    )
    if _due(folder / "device.crt", now) or row.status is Status.PENDING:
        request = FileKeys.create(folder / "device.key").request(row.id)
        pem = authority.issue_client(request, row.id, row.uuid, now)
        write_private(folder / "device.crt", pem)
        row = admit(row, pem)
    for name in ("ca", "hub"):
        write_private(folder / f"{name}.crt", premises.certificate(name).read_bytes())
    return inventory.put(row)


def publish(premises: Premises, inventory: Inventory, now: datetime) -> Inventory:
    """Save the table and everything that is made from it; the numbered table."""
    numbered = replace(inventory, crl_number=inventory.crl_number + 1, index={})
    save(premises.inventory, numbered)
    pem = premises.authority(now).revocations(numbered.revoked, numbered.crl_number, now)
    write_private(premises.crl, pem)
    write_private(premises.acl, access_rules(numbered).encode())
    return numbered


def establish(
    folder: Path,
    devices: Sequence[Device],
    *,
    now: datetime,
    hosts: Sequence[str] = ("localhost", "127.0.0.1"),
) -> Premises:
    """Bring a home's keys up to date: authority, broker, hub, these devices, the lists.

    `now` is the machine's own time, never a simulated one. Devices that the table holds
    besides stay as they are; a revoked one stays revoked.
    """
    premises = Premises(folder)
    with locked(premises.inventory):
        authority = premises.authority(now)
        _serve(premises, authority, hosts, now)
        before = inventory = load(premises.inventory)
        for device in devices:
            check_name(device.id)
            inventory = _equip(premises, authority, device, inventory, now)
        if inventory != before or _stale(premises.crl, now) or not premises.acl.exists():
            publish(premises, inventory, now)
    return premises


def _stale(crl: Path, now: datetime) -> bool:
    if not crl.exists():
        return True
    signed = x509.load_pem_x509_crl(crl.read_bytes()).last_update_utc
    return now - signed >= CRL_AFTER
