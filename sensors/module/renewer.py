"""Keeps a device's certificate fresh: asks the home in time, and puts the answer in place.

With keys in files every renewal is a new key, `device.next.key` until the home has
answered; a key in a token stays. Key and certificate change places in an order that a
crash may interrupt anywhere: the next start goes on with it (`settle_files`).
"""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.observation import DeviceId
from care.safefile import write_private
from sensors.certificate import read_certificate, wants_renewal
from sensors.keystore.file import FileKeys
from sensors.keystore.port import KeyStore
from sensors.renewal import ask, read_answer

ASK_AGAIN = timedelta(minutes=10)


def settle_files(folder: Path) -> None:
    """Finish a change of key and certificate that was interrupted."""
    key, pem = folder / "device.next.key", folder / "device.next.crt"
    if not pem.exists():
        return
    wanted = read_certificate(pem).public_key()
    if key.exists() and FileKeys(key).public_key() == wanted:
        key.replace(folder / "device.key")
    pem.replace(folder / "device.crt")


class Renewer:
    """One device. Called from the module's own thread."""

    def __init__(
        self,
        folder: Path,
        device: DeviceId,
        hub: EllipticCurvePublicKey,
        token: KeyStore | None = None,
    ) -> None:
        """`token` is where the private key is kept when it is in no file."""
        self._folder, self._device, self._hub, self._token = folder, device, hub, token
        self._asked: datetime | None = None
        self._ordered = False
        self._held = read_certificate(folder / "device.crt")

    def due(self, now: datetime) -> bool:
        """Whether to ask now, by the machine's own time."""
        if self._asked is not None and self._asked <= now < self._asked + ASK_AGAIN:
            return False
        start, end = self._held.not_valid_before_utc, self._held.not_valid_after_utc
        return self._ordered or wants_renewal(start, end, now)

    def request(self, now: datetime) -> bytes:
        """The message that asks. SetupError when a key cannot be read or written."""
        self._asked = now
        present = self._token or FileKeys(self._folder / "device.key")
        wanted = self._token or FileKeys.create(self._folder / "device.next.key")
        return ask(self._device, wanted.request(self._device), present)

    def take(self, message: bytes) -> bool:
        """Act on what the home said; True when a new certificate is in place."""
        said = read_answer(message, device=self._device, hub=self._hub)
        if said is None:
            return False
        if said.certificate is None:
            self._ordered, self._asked = True, None
            return False
        if not self._fits(said.certificate):
            return False
        write_private(self._folder / "device.next.crt", said.certificate)
        settle_files(self._folder)
        self._held = read_certificate(self._folder / "device.crt")
        self._asked, self._ordered = None, False
        return True

    def _fits(self, pem: bytes) -> bool:
        """Whether it is a new certificate of this home for the key that was asked for."""
        next_key = self._folder / "device.next.key"
        keys = self._token or (FileKeys(next_key) if next_key.exists() else None)
        try:
            held = x509.load_pem_x509_certificate(pem)
            held.verify_directly_issued_by(read_certificate(self._folder / "ca.crt"))
        except (ValueError, TypeError, InvalidSignature):
            return False
        fresh = held.serial_number != self._held.serial_number
        return fresh and keys is not None and held.public_key() == keys.public_key()
