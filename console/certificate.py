"""The console's own certificate: made on first start, renewed before it ends.

Self-signed, because a home has no public name; a person checks its SHA-256 fingerprint
once, which `philomel doctor` and the log print. The key never leaves the folder.
"""

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from care.errors import SetupError
from care.safefile import write_private

LIFE = timedelta(days=397)
RENEW = timedelta(days=30)
ALWAYS = ("localhost", "127.0.0.1", "::1")


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def issue(names: Iterable[str], now: datetime) -> tuple[bytes, bytes]:
    """A new key and certificate, both PEM, for these names and addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Philomel console")])
    wanted = sorted({*ALWAYS, *names})
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName(map(_name, wanted)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private, made.public_bytes(serialization.Encoding.PEM)


def _fits(key: Path, certificate: x509.Certificate) -> bool:
    """Whether this key is the certificate's: a power cut may fall between the two files."""
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError):
        return False
    return private.public_key() == certificate.public_key()


def _good(key: Path, path: Path, names: Iterable[str], now: datetime) -> bool:
    """Whether key and certificate are there, a pair, last a while yet, with the names."""
    if not path.exists():
        return False
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError as error:
        msg = f"{path} is no certificate; remove it, and a new one is made"
        raise SetupError(msg) from error
    carried = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = found.not_valid_after_utc - now > RENEW
    return lasts and all(_name(name) in carried for name in names) and _fits(key, found)


def ensure(folder: Path, names: Iterable[str], now: datetime) -> tuple[Path, Path]:
    """Paths of key and certificate in `folder`, made or renewed when needed.

    Raises SetupError when a file there is damaged or cannot be written.
    """
    names = tuple(names)
    key, certificate = folder / "console-key.pem", folder / "console-cert.pem"
    if not _good(key, certificate, names, now):
        private, public = issue(names, now)
        write_private(key, private)
        write_private(certificate, public)
    return key, certificate


def fingerprint(certificate: Path) -> str:
    """SHA-256 of the certificate as browsers show it: AB:CD:..."""
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    return found.fingerprint(hashes.SHA256()).hex(":").upper()
