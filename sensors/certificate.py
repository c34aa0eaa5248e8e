"""Reading certificates, and telling how long they still hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeGuard

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.x509.oid import NameOID

from care.errors import SetupError
from care.observation import DeviceId

RENEW_AFTER = 2 / 3
"""Share of its life after which a certificate is renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """Something that will stop working on a day that is known."""

    what: str
    """"crl", "broker", "hub", or the id of a device."""
    until: datetime


def read_certificate(path: Path) -> x509.Certificate:
    """The first certificate of a PEM file; SetupError when there is none."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no certificate in it"
        msg = f"certificate {path} cannot be read ({reason})"
        raise SetupError(msg) from error


def device_of(path: Path) -> DeviceId:
    """The device that a certificate file names; SetupError when it names none."""
    names = read_certificate(path).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not names:
        msg = f"certificate {path} names no device"
        raise SetupError(msg)
    return DeviceId(str(names[0].value))


def require_valid(path: Path, now: datetime) -> x509.Certificate:
    """The certificate of that file; SetupError when it is not valid now."""
    certificate = read_certificate(path)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now >= end:
        msg = f"certificate {path} expired on {end:%Y-%m-%d %H:%M} UTC: renew it"
        raise SetupError(msg)
    if now < start:
        msg = (
            f"certificate {path} is valid from {start:%Y-%m-%d %H:%M} UTC: check the clock"
        )
        raise SetupError(msg)
    return certificate


def public_key(certificate: x509.Certificate) -> EllipticCurvePublicKey:
    """The P-256 key of a certificate; SetupError for another sort."""
    key = certificate.public_key()
    if not is_p256(key):
        raise SetupError("the certificate has no P-256 key")
    return key


def hub_key(folder: Path) -> EllipticCurvePublicKey:
    """Key of the home's hub, from a module's folder. SetupError when a file is bad."""
    hub = read_certificate(folder / "hub.crt")
    try:
        hub.verify_directly_issued_by(read_certificate(folder / "ca.crt"))
    except (ValueError, TypeError, InvalidSignature) as error:
        msg = f"{folder / 'hub.crt'} was not issued by the authority in ca.crt"
        raise SetupError(msg) from error
    return public_key(hub)


def is_p256(key: object) -> TypeGuard[EllipticCurvePublicKey]:
    """Whether it is a key of the one sort that is used here."""
    return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)


def wants_renewal(not_before: datetime, not_after: datetime, now: datetime) -> bool:
    """Whether two thirds of its life are over."""
    return now >= not_before + (not_after - not_before) * RENEW_AFTER


def expiring(
    dates: dict[str, datetime], now: datetime, within: timedelta
) -> tuple[Expiring, ...]:
    """What runs out within that time, soonest first; what ran out already included."""
    soon = [(until, what) for what, until in dates.items() if until - now < within]
    return tuple(Expiring(what=what, until=until) for until, what in sorted(soon))
