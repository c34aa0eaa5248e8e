"""The home's side of a renewal: who gets a new certificate, and when the old one ends.

A certificate is issued when two thirds of the present one's life are over, or when the
home ordered it (`philomel devices rotate`); else a stolen key could be renewed for ever.
The old one is revoked as soon as the device has announced a key of a day under the new
one: until then the answer may have been lost, and the device still needs the old.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from cryptography import x509

from care.errors import SetupError
from care.observation import DeviceId
from sensors.certificate import public_key, wants_renewal
from sensors.inventory import Device, Revoked, Status, load, locked
from sensors.judge import Batch
from sensors.keystore.port import KeyStore
from sensors.premises import Premises, admit, publish
from sensors.registrar import Registrar
from sensors.renewal import Renewal, answer
from sensors.topics import Channel, down

ORDER_AGAIN = timedelta(minutes=1)


def ordered(device: Device) -> Device:
    """The row as it reads while the device is to ask for a new certificate."""
    return replace(device, rotate=True)


def reissue(premises: Premises, asked: Renewal, now: datetime) -> bytes | None:
    """The certificate (PEM) to answer with, or None when none is due.

    Asked again, because the answer was lost, it is the same one. `now` is the machine's
    own time. SetupError when the home's files cannot be read or written.
    """
    with locked(premises.inventory):
        inventory = load(premises.inventory)
        row = inventory.get(asked.device)
        if row is None or row.status is not Status.ACTIVE or not row.certificate:
            return None
        held = x509.load_pem_x509_certificate(row.certificate.encode())
        current = public_key(held)
        start, end = held.not_valid_before_utc, held.not_valid_after_utc
        due = row.rotate or wants_renewal(start, end, now)
        if asked.wanted == current and not due:
            return row.certificate.encode()
        if not due or asked.signer != current:
            return None
        pem = premises.authority(now).issue_client(asked.request, row.id, row.uuid, now)
        fresh = replace(admit(row, pem), previous=row.certificate, rotate=False)
        publish(premises, inventory.put(fresh), now)
    return pem


def confirmed(premises: Premises, device: DeviceId, now: datetime) -> None:
    """The device uses its new key: revoke the certificate before it, once."""
    with locked(premises.inventory):
        inventory = load(premises.inventory)
        row = inventory.get(device)
        if row is None or not row.previous:
            return
        serial = x509.load_pem_x509_certificate(row.previous.encode()).serial_number
        if any(int(line.serial, 16) == serial for line in inventory.revoked):
            return
        line = Revoked(serial=f"{serial:x}", at=now, left=True)
        revoked = (*inventory.revoked, line)
        publish(premises, replace(inventory, revoked=revoked, index={}), now)


class Issuer:
    """Answers renewals and gives orders, in the thread of the intake."""

    def __init__(
        self,
        premises: Premises,
        registrar: Registrar,
        keys: KeyStore,
        publish: Callable[[str, bytes], object],
        now: Callable[[], datetime],
    ) -> None:
        """`now` is the machine's own time; `publish` sends a payload to a topic."""
        self._premises, self._registrar, self._keys = premises, registrar, keys
        self._publish, self._now = publish, now
        self._ordered: dict[DeviceId, datetime] = {}

    def attend(self, batch: Batch) -> None:
        """Answer who asked, and end the old certificates of who uses the new one.

        A file that somebody damaged changes nothing here: the warden tells of it, and
        the device asks again.
        """
        with suppress(SetupError):
            for asked in batch.renewals:
                pem = reissue(self._premises, asked, self._now())
                self._registrar.refresh()
                if pem is not None:
                    self._say(asked.device, pem)
            for announced in batch.announced:
                if self._registrar.renewed(announced):
                    confirmed(self._premises, announced.epoch.device, self._now())
        self._order({held.device for held in batch.envelopes})

    def _order(self, heard: set[DeviceId]) -> None:
        """Tell devices that are there and shall renew, now and then until they do."""
        now = self._now()
        for device in heard:
            row = self._registrar.inventory.get(device)
            if row is None or not row.rotate:
                continue
            last = self._ordered.get(device)
            if last is None or not last <= now < last + ORDER_AGAIN:
                self._ordered[device] = now
                self._say(device, None)

    def _say(self, device: DeviceId, pem: bytes | None) -> None:
        message = answer(device, pem, self._keys)
        self._publish(down(device, Channel.CERTIFICATE), message)
