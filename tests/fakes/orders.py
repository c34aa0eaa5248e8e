"""Orders, keys and signatures for tests."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from care.order import Order, SignedOrder
from care.people import ProviderId, Routine
from reminders.key_ring import KeyRing, SigningKey, registered
from reminders.rendering import Setting, shown
from reminders.signature import PublicKeys, signed
from tests.fakes.medicines import PARIS, PATIENT, local, regimen

BERG, COLD = ProviderId("dr-berg"), ProviderId("nurse-cold")
KEYS = {
    BERG: Ed25519PrivateKey.from_private_bytes(b"b" * 32),
    COLD: Ed25519PrivateKey.from_private_bytes(b"c" * 32),
}
PUBLIC: PublicKeys = {who: (key.public_key(),) for who, key in KEYS.items()}
SETTING = Setting(zone=PARIS, routine=Routine())
NOW = local("07:00")


def key_of(who: ProviderId) -> SigningKey:
    """Their key as a home has registered it."""
    return SigningKey(
        provider=who,
        public=b64encode(KEYS[who].public_key().public_bytes_raw()).decode(),
        registered_at=NOW,
        registered_by="box",
    )


RING = registered(registered(KeyRing(), key_of(BERG)), key_of(COLD))


def order(*times: str, revision: int = 1, hours: int = 1, **more: Any) -> Order:
    """An order for metformin at these times, in effect some hours from now."""
    return Order(
        id="metformin",
        patient=PATIENT,
        revision=revision,
        regimens=(regimen("metformin", *times, revision=revision, **more),),
        effective=NOW + timedelta(hours=hours),
        author=BERG,
    )


def sealed(one: Order, *who: ProviderId) -> SignedOrder:
    """The order as it is rendered, signed by each."""
    found = SignedOrder(order=one, shown=shown(one, SETTING))
    for name in who or (BERG,):
        found = signed(found, name, KEYS[name])
    return found
