"""Keeps the certificates fresh and the broker's lists true; tells what will run out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509

from care.observation import DeviceId
from sensors.certificate import expiring, read_certificate
from sensors.incident import Incident, Trouble
from sensors.inventory import Inventory, Status, load, locked
from sensors.premises import CRL_AFTER, Premises, publish, renew


class Access(StrEnum):
    """What the broker must be told."""

    SAME = "same"
    RELOAD = "reload"
    """SIGHUP: it reads rights, revocations and its certificate again, and keeps all
    connections."""


LOOK_AGAIN = timedelta(minutes=1)
"""How often dates are looked at while no file changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a round found."""

    incidents: tuple[Incident, ...] = ()
    access: Access = Access.SAME
    gone: tuple[DeviceId, ...] = ()
    """Devices whose certificate was revoked: their connections must end."""
    renewed: tuple[str, ...] = ()
    """"broker" or "hub": it has a new certificate, of the same key."""


class Warden:
    """Looks around now and then. One thread."""

    def __init__(self, premises: Premises, warning: timedelta) -> None:
        """`warning` is how long before its end a thing is reported."""
        self._premises, self._warning = premises, warning
        self._seen = load(premises.inventory)
        self._told: dict[str, datetime] = {}
        self._looked: tuple[list[int], datetime] | None = None

    def dates(self, inventory: Inventory) -> dict[str, datetime]:
        """Until when everything is good."""
        crl = x509.load_pem_x509_crl(self._premises.crl.read_bytes())
        dates = {
            name: read_certificate(self._premises.certificate(name)).not_valid_after_utc
            for name in ("ca", "broker", "hub")
        }
        if crl.next_update_utc is not None:
            dates["crl"] = crl.next_update_utc
        return dates | {
            row.id: row.not_after
            for row in inventory.devices
            if row.status is Status.ACTIVE and row.not_after is not None
        }

    def patrol(self, *, real: datetime, home: datetime) -> Findings:
        """Renew what is due, the revocation list every day, and tell what changed.

        `real` is the machine's own time, by which certificates run; `home` stamps the
        incidents. Cheap while no file changes.
        """
        if self._looked is not None:
            stamps, at = self._looked
            if stamps == self._stamps() and at <= real < at + LOOK_AGAIN:
                return Findings()
        access = self._resign(real)
        renewed = renew(self._premises, real)
        if "broker" in renewed:
            access = Access.RELOAD
        inventory, seen = load(self._premises.inventory), self._seen
        if inventory != replace(seen, index={}):
            access = Access.RELOAD
        revoked = {line.serial for line in inventory.revoked if not line.left}
        revoked -= {line.serial for line in seen.revoked}
        gone = tuple(row.id for row in seen.devices if row.serial in revoked)
        self._seen = inventory
        incidents = self._ending(inventory, real, home)
        self._looked = self._stamps(), real
        return Findings(incidents=incidents, access=access, gone=gone, renewed=renewed)

    def _stamps(self) -> list[int]:
        held = (self._premises.certificate(name) for name in ("broker", "hub"))
        files = (self._premises.inventory, self._premises.crl, *held)
        return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]

    def _resign(self, real: datetime) -> Access:
        crl = x509.load_pem_x509_crl(self._premises.crl.read_bytes())
        if real - crl.last_update_utc < CRL_AFTER:
            return Access.SAME
        with locked(self._premises.inventory):
            inventory = load(self._premises.inventory)
            publish(self._premises, inventory, real)
        return Access.RELOAD

    def _ending(
        self, inventory: Inventory, real: datetime, home: datetime
    ) -> tuple[Incident, ...]:
        ending = {
            held.what: held.until
            for held in expiring(self.dates(inventory), real, self._warning)
            if held.what != "crl" or held.until - real < timedelta(days=3)
        }
        fresh = [name for name in ending if name not in self._told]
        renewed = [name for name in self._told if name not in ending]
        self._told = ending
        known = inventory.index
        return tuple(
            Incident(
                trouble=Trouble.EXPIRING,
                at=home,
                over=name in renewed,
                device=DeviceId(name) if name in known else None,
                detail=name if name in renewed else f"{name} until {ending[name]:%Y-%m-%d}",
            )
            for name in (*fresh, *renewed)
        )
