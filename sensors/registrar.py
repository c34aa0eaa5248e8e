"""What the hub knows of devices and their keys, kept up to date with the inventory."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from care.observation import DeviceId
from sensors.certificate import public_key
from sensors.epoch import Epoch, derive, point_of
from sensors.intake import Registry
from sensors.inventory import Device, Inventory, load
from sensors.keystore.port import KeyStore
from sensors.ledger import Announced
from sensors.refusal import Refusal, Rejected

EPOCH_LIFE = timedelta(days=30)
"""How long a device may be without a connection and still hand in what it sealed."""


class Registrar:
    """Looks devices and keys up. One thread at a time."""

    def __init__(self, inventory: Path, keys: KeyStore, epochs: list[Announced]) -> None:
        """Start from the inventory file and the epochs announced so far."""
        self._path, self._keys = inventory, keys
        self._inventory = Inventory()
        self._stamp = -1
        self._epochs = {(held.epoch.device, held.epoch.number): held for held in epochs}
        self._derived: dict[tuple[DeviceId, int], bytes] = {}
        self._public: dict[str, ec.EllipticCurvePublicKey] = {}
        self.refresh()

    def refresh(self) -> bool:
        """Read the inventory again when it changed; True then."""
        stamp = self._path.stat().st_mtime_ns if self._path.exists() else 0
        if stamp == self._stamp:
            return False
        self._stamp, self._inventory = stamp, load(self._path)
        return True

    @property
    def inventory(self) -> Inventory:
        """The table as last read."""
        return self._inventory

    def registry(self, now: datetime) -> Registry:
        """The lookups that judging a message needs."""
        return Registry(
            device=self._inventory.get,
            public_keys=self._public_keys,
            key_of=lambda device, epoch: self._key_of(device, epoch, now),
        )

    def learn(self, epoch: Epoch, message: bytes, now: datetime) -> Announced | Rejected:
        """Take a verified announcement in; a number used before with another salt is not.

        A device that repeats its own announcement changes nothing.
        """
        device = self._inventory.get(epoch.device)
        if device is None:
            return Rejected(reason=Refusal.UNKNOWN_DEVICE)
        known = self._epochs.get((epoch.device, epoch.number))
        if known is not None:
            same = known.epoch.salt == epoch.salt
            return known if same else Rejected(reason=Refusal.OLD_EPOCH, detail="salt")
        held = Announced(epoch=epoch, received_at=now, peer=epoch.peer, message=message)
        self._epochs[epoch.device, epoch.number] = held
        return held

    def renewed(self, announced: Announced) -> bool:
        """Whether it shows that a device uses its new certificate's key."""
        device = self._inventory.get(announced.epoch.device)
        if device is None or not device.previous:
            return False
        current, *before = (point_of(key) for key in self._public_keys(device))
        return announced.peer == current and current not in before

    def _public_keys(self, device: Device) -> tuple[ec.EllipticCurvePublicKey, ...]:
        """Of the device's certificate, and of the one before it."""
        found = []
        for pem in filter(None, (device.certificate, device.previous)):
            if pem not in self._public:
                held = x509.load_pem_x509_certificate(pem.encode())
                self._public[pem] = public_key(held)
            found.append(self._public[pem])
        return tuple(found)

    def _key_of(self, device: DeviceId, epoch: int, now: datetime) -> bytes | Rejected:
        held = self._epochs.get((device, epoch))
        if held is None:
            return Rejected(reason=Refusal.UNKNOWN_EPOCH)
        if now - held.received_at > EPOCH_LIFE:
            return Rejected(reason=Refusal.OLD_EPOCH)
        key = self._derived.get((device, epoch))
        if key is None:
            peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), held.peer)
            key = derive(self._keys.agree(peer), salt=held.epoch.salt, device=device)
            self._derived[device, epoch] = key
        return key
