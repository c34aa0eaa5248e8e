"""The sealed message: COSE_Encrypt0 (RFC 9052), AES-256-GCM, the topic as its frame.

Key id `device/epoch`, IV = stream (4 bytes) | sequence (8 bytes), external AAD = topic.
Sequences count through all streams of an epoch, so device, epoch and sequence name a
message for ever. Final: docs/wire-format.md, with the vectors that the tests check.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from care.observation import DeviceId
from sensors.cose import (
    ENCRYPTED_HEAD,
    LayoutError,
    encrypt_structure,
    protected_header,
    read_sealed,
    write_sealed,
)
from sensors.refusal import Refusal, Rejected
from sensors.topics import Channel, parse_up

MAX_SEALED = 65_000
"""Bytes; the broker refuses packets above 65,536 (topic and head included)."""
EPOCH_BITS = 48
KID = re.compile(rb"([a-z0-9-]{4,40})/([0-9a-f]{12})")
STREAMS = {Channel.READINGS: 0, Channel.REPORT: 1}
"""Stream number of each sealed channel."""

KeyOf = Callable[[DeviceId, int], bytes | Rejected]
"""Key of 32 bytes of a device's epoch, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Names one message for ever."""

    device: DeviceId
    epoch: int
    """48 random bits, drawn anew at every start of the device and every day."""
    sequence: int
    """From 1, without holes, through all streams of the epoch."""
    channel: Channel = Channel.READINGS

    @property
    def kid(self) -> bytes:
        """Key id on the wire."""
        return f"{self.device}/{self.epoch:012x}".encode()

    @property
    def iv(self) -> bytes:
        """Initialisation vector of 12 bytes, never the same twice under one key."""
        return STREAMS[self.channel].to_bytes(4) + self.sequence.to_bytes(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An authentic message."""

    mark: Mark
    plain: bytes
    leaf: bytes
    """RFC 6962 leaf hash of the sealed bytes, 32 bytes."""


def leaf_hash(sealed: bytes) -> bytes:
    """Leaf of the Merkle tree over sealed bytes (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + sealed).digest()


def seal(plain: bytes, *, key: bytes, mark: Mark, topic: str) -> bytes:
    """Encrypt and authenticate `plain`, readable only as this mark under this topic."""
    protected = protected_header(ENCRYPTED_HEAD, mark.kid)
    aad = encrypt_structure(protected, topic.encode())
    return write_sealed(protected, mark.iv, AESGCM(key).encrypt(mark.iv, plain, aad))


@lru_cache(maxsize=1_024)
def _named(kid: bytes) -> tuple[DeviceId, int] | None:
    """Device and epoch of a key id."""
    found = KID.fullmatch(kid)
    return None if found is None else (DeviceId(found[1].decode()), int(found[2], 16))


def _mark(kid: bytes, iv: bytes, channel: Channel) -> Mark | None:
    named, sequence = _named(kid), int.from_bytes(iv[4:])
    if named is None or int.from_bytes(iv[:4]) != STREAMS.get(channel):
        return None
    if not 0 < sequence < 1 << 63:
        return None
    return Mark(device=named[0], epoch=named[1], sequence=sequence, channel=channel)


def open_sealed(sealed: bytes, *, topic: str, key_of: KeyOf) -> Opened | Rejected:
    """Check identity of the topic, size, layout and seal, in this order.

    Nothing is decoded and no state may change before the seal has proven right.
    """
    addressed = parse_up(topic)
    if addressed is None:
        return Rejected(reason=Refusal.TOPIC)
    if len(sealed) > MAX_SEALED:
        return Rejected(reason=Refusal.OVERSIZED, detail=f"{len(sealed)} bytes")
    try:
        parts = read_sealed(sealed)
    except LayoutError as error:
        return Rejected(reason=Refusal.MALFORMED, detail=str(error))
    mark = _mark(parts.kid, parts.iv, addressed[1])
    if mark is None:
        return Rejected(reason=Refusal.MALFORMED, detail="key id or IV")
    if mark.device != addressed[0]:
        return Rejected(reason=Refusal.FOREIGN)
    key = key_of(mark.device, mark.epoch)
    if isinstance(key, Rejected):
        return key
    aad = encrypt_structure(parts.protected, topic.encode())
    try:
        plain = AESGCM(key).decrypt(parts.iv, parts.ciphertext, aad)
    except InvalidTag:
        return Rejected(reason=Refusal.FORGED)
    return Opened(mark=mark, plain=plain, leaf=leaf_hash(sealed))
