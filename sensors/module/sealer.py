"""Seals readings under the epoch of the day and puts them into the outbox."""

import secrets
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.errors import StoreError
from care.observation import DeviceId, Reading
from sensors.envelope import EPOCH_BITS, Mark, seal
from sensors.epoch import SALT_BYTES, Epoch, announce, derive
from sensors.keystore.port import KeyStore
from sensors.module.outbox import Outbox
from sensors.senml import MAX_RECORDS, encode
from sensors.topics import Channel, up

EPOCH_LENGTH = timedelta(days=1)
MAX_PLAIN = 60_000
"""Bytes of SenML in one message."""
SOURCE_LIFE = timedelta(days=60)
"""How long a measurement is known by its source's name since it came last."""


class Sealer:
    """Holds the key of the present epoch, in memory only."""

    def __init__(
        self, device: DeviceId, keys: KeyStore, hub: EllipticCurvePublicKey, outbox: Outbox
    ) -> None:
        """Draw the first key at the first message: every start has its own epoch."""
        self._device, self._keys, self._hub, self._outbox = device, keys, hub, outbox
        self._lock = threading.Lock()
        self._epoch: Epoch | None = None
        self._key = b""
        self._sequence = 0

    def begin(self, now: datetime) -> bytes:
        """Draw a new key; its announcement, which is kept already."""
        with self._lock:
            return self._begin(now)

    def adopt(self, keys: KeyStore, now: datetime) -> None:
        """Go on under another key of the device."""
        with self._lock:
            self._keys = keys
            self._begin(now)

    def _begin(self, now: datetime) -> bytes:
        epoch = Epoch(
            device=self._device,
            number=secrets.randbits(EPOCH_BITS),
            salt=secrets.token_bytes(SALT_BYTES),
            since=now,
        )
        announcement = announce(epoch, self._keys)
        self._outbox.forget(now - SOURCE_LIFE)
        self._outbox.begin_epoch(epoch.number, announcement)
        secret = self._keys.agree(self._hub)
        self._key = derive(secret, salt=epoch.salt, device=self._device)
        self._epoch, self._sequence = epoch, 0
        return announcement

    def put(
        self,
        readings: Sequence[Reading],
        channel: Channel,
        now: datetime,
        sources: Sequence[str] = (),
    ) -> bytes | None:
        """Seal and keep; the announcement when a new epoch began on the way.

        `sources` are names of the readings, one for each or none at all; an empty name
        is none. What was kept under its name before is passed over.
        """
        with self._lock:
            if sources:
                known = self._outbox.known(sources, now)
                named = dict(zip(sources, readings, strict=True))
                nameless = [r for s, r in zip(sources, readings, strict=True) if not s]
                sources = [source for source in named if source and source not in known]
                readings = [*nameless, *(named[source] for source in sources)]
            if not readings:
                return None
            announcement = None
            if self._epoch is None or now - self._epoch.since >= EPOCH_LENGTH:
                announcement = self._begin(now)
            self._keep(readings, channel, sources, now)
            return announcement

    def _keep(
        self,
        readings: Sequence[Reading],
        channel: Channel,
        sources: Sequence[str],
        now: datetime,
    ) -> None:
        assert self._epoch is not None
        rows = []
        for plain in self._packs(readings):
            self._sequence += 1
            mark = Mark(
                device=self._device,
                epoch=self._epoch.number,
                sequence=self._sequence,
                channel=channel,
            )
            topic = up(self._device, channel)
            sealed = seal(plain, key=self._key, mark=mark, topic=topic)
            rows.append((mark.epoch, mark.sequence, topic, sealed))
        try:
            self._outbox.put(rows, sources, now)
        except StoreError:
            self._epoch = None  # these numbers are spent: no hole, and none used twice
            raise

    def _packs(self, readings: Sequence[Reading]) -> list[bytes]:
        """As few packs as the size of a message allows."""
        plain = encode(readings, device=self._device)
        if len(readings) == 1 or (len(plain) <= MAX_PLAIN and len(readings) <= MAX_RECORDS):
            return [plain]
        half = len(readings) // 2
        return self._packs(readings[:half]) + self._packs(readings[half:])
