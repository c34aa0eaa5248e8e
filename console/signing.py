"""A clinician's signing key: made here, sealed with their password, open for one moment.

The private half is kept only sealed: Argon2id of the password (RFC 9106) makes the key of
ChaCha20-Poly1305. It is opened at the moment of signing and forgotten with the answer, so
that a stolen record signs nothing. It works from whatever device the clinician sits at; a
key kept in one browser would be lost with it. What counts is the public half, and only
once an administrator has registered it with the home (`reminders.key_ring`).
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import datetime

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from records.accounts import Account
from records.unit import Unit
from reminders.key_ring import BOX, MADE, STATE, KeyRing, MadeKey, SigningKey, registered

SALT, NONCE, LENGTH = 16, 12, 32
"""Bytes."""
PASSES, MEMORY, LANES = 3, 64 * 1024, 4
"""RFC 9106, second recommended choice: 3 passes over 64 MiB in 4 lanes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedKey(MadeKey):
    """What the record holds of a key; all bytes as Base64."""

    salt: str
    nonce: str
    sealed: str

    def bound(self) -> bytes:
        """What the seal is bound to: it opens for nobody else and as nothing else."""
        return f"{self.account}|{self.provider}|{self.public}".encode()


def _derived(password: str, salt: bytes) -> ChaCha20Poly1305:
    secret = hash_secret_raw(
        password.encode(), salt, PASSES, MEMORY, LANES, LENGTH, Type.ID
    )
    return ChaCha20Poly1305(secret)


def make(account: Account, password: str, now: datetime) -> SealedKey:
    """A new key, sealed with this password."""
    key = Ed25519PrivateKey.generate()
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    bare = SealedKey(
        account=account.name,
        provider=account.provider,
        public=b64encode(key.public_key().public_bytes_raw()).decode(),
        made_at=now,
        salt=b64encode(salt).decode(),
        nonce=b64encode(nonce).decode(),
        sealed="",
    )
    box = _derived(password, salt).encrypt(nonce, key.private_bytes_raw(), bare.bound())
    return replace(bare, sealed=b64encode(box).decode())


def opened(sealed: SealedKey, password: str) -> Ed25519PrivateKey | None:
    """The private key; None when this is not the password that sealed it."""
    box = _derived(password, b64decode(sealed.salt))
    try:
        raw = box.decrypt(b64decode(sealed.nonce), b64decode(sealed.sealed), sealed.bound())
    except InvalidTag:
        return None
    return Ed25519PrivateKey.from_private_bytes(raw)


def keep(unit: Unit, sealed: SealedKey) -> None:
    """Keep it as its account's only key."""
    unit.states.save(_name(sealed.account), sealed, sealed.made_at)


def key_of(unit: Unit, account: str) -> SealedKey | None:
    """The key of an account, registered or not."""
    return unit.states.load(_name(account), SealedKey)


def made_keys(unit: Unit) -> tuple[SealedKey, ...]:
    """Every key that was made here."""
    found = (unit.states.load(name, SealedKey) for name in unit.states.names(_name("")))
    return tuple(one for one in found if one is not None)


def ring_of(unit: Unit) -> KeyRing:
    """Whom the home trusts."""
    return unit.states.load(STATE, KeyRing) or KeyRing()


def registered_key(unit: Unit, account: str) -> SigningKey | None:
    """The home's entry for the account's key; None when it was not registered yet."""
    mine = key_of(unit, account)
    return ring_of(unit).find(mine.id) if mine else None


def register_by_box(unit: Unit, sealed: SealedKey) -> None:
    """Trust a key in the name of whoever owns the home's folder."""
    key = SigningKey(
        provider=sealed.provider,
        public=sealed.public,
        registered_at=sealed.made_at,
        registered_by=BOX,
    )
    unit.states.save(STATE, registered(ring_of(unit), key), sealed.made_at)


def _name(account: str) -> str:
    return f"{MADE}{account}"
