"""Whose signatures this home trusts: public keys, each registered by an administrator.

A key is made in the console and is worth nothing until somebody who answers for the home
has compared its id and registered it. A key that is withdrawn signs nothing more; what
was admitted before stays admitted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from care.order import Objection, Signature, SignedOrder
from care.people import ProviderId
from reminders.signature import PublicKeys, key_id, public_key, signers, unaltered

STATE = "order-keys"
"""Name under which the record keeps the ring."""
MADE = "signing-key:"
"""Before an account's name: under which the record keeps the key made for it."""
BOX = "box"
"""Registered by whoever owns the home's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeKey:
    """The open part of a key that was made in the console."""

    account: str
    provider: ProviderId
    public: str
    made_at: datetime

    @property
    def id(self) -> str:
        """What people compare before they register it."""
        return key_id(public_key(self.public))


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """One clinician's public key."""

    provider: ProviderId
    public: str
    """The raw Ed25519 key, Base64."""
    registered_at: datetime
    registered_by: str
    """A provider's id, or `BOX`."""
    withdrawn_at: datetime | None = None

    @property
    def id(self) -> str:
        """See `reminders.signature.key_id`."""
        return key_id(public_key(self.public))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """Every key that was ever registered, in order."""

    keys: tuple[SigningKey, ...] = ()

    def find(self, key: str) -> SigningKey | None:
        """The key of that id."""
        return next((one for one in self.keys if one.id == key), None)

    def of(self, provider: ProviderId) -> tuple[SigningKey, ...]:
        """The keys with which somebody may sign now."""
        mine = (one for one in self.keys if one.provider == provider)
        return tuple(one for one in mine if one.withdrawn_at is None)


def registered(ring: KeyRing, key: SigningKey) -> KeyRing:
    """With one more key; the same key again changes nothing.

    ValueError when it is no key, somebody else's, or withdrawn already.
    """
    known = ring.find(key.id)
    if known is None:
        return KeyRing(keys=(*ring.keys, key))
    if known.provider != key.provider:
        raise ValueError("this key is somebody else's already")
    if known.withdrawn_at is not None:
        raise ValueError("this key was withdrawn; a new one must be made")
    return ring


def withdrawn(ring: KeyRing, key: str, at: datetime) -> KeyRing:
    """Without trust in one key from now on; ValueError when there is no such key."""
    if ring.find(key) is None:
        raise ValueError("there is no such key")
    return KeyRing(
        keys=tuple(
            replace(one, withdrawn_at=one.withdrawn_at or at) if one.id == key else one
            for one in ring.keys
        )
    )


def public_keys(
    ring: KeyRing, clinicians: Iterable[ProviderId], *, withdrawn_too: bool = False
) -> PublicKeys:
    """The keys of those who may sign; with withdrawn ones for orders of long ago."""
    return {
        who: tuple(
            public_key(one.public)
            for one in ring.keys
            if one.provider == who and (withdrawn_too or one.withdrawn_at is None)
        )
        for who in clinicians
    }


def complaints(
    signed: SignedOrder, ring: KeyRing, clinicians: Iterable[ProviderId]
) -> tuple[Objection, ...]:
    """What is wrong with the signatures themselves, each named; empty when all hold."""
    people = frozenset(clinicians)
    if signed.signatures and not unaltered(signed):
        return (Objection(code="altered", detail="is not what was signed"),)
    holding = signers(signed, public_keys(ring, people))
    bad = (one for one in signed.signatures if one.by not in holding)
    return tuple(_complaint(one, ring, people) for one in bad)


def _complaint(
    signature: Signature, ring: KeyRing, people: frozenset[ProviderId]
) -> Objection:
    known = ring.find(signature.key)
    if known is None or known.provider != signature.by or signature.by not in people:
        detail = f"{signature.by} signed with a key that is not registered for them"
        return Objection(code="unknown_key", detail=detail)
    if known.withdrawn_at is not None:
        detail = f"the key of {signature.by} was withdrawn"
        return Objection(code="revoked_key", detail=detail)
    return Objection(code="forged", detail=f"the signature of {signature.by} is not theirs")
