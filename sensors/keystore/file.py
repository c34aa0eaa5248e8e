"""A private key in a PEM file that only its owner can read."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from care.errors import SetupError
from care.safefile import write_private


class FileKeys:
    """See `KeyStore`."""

    def __init__(self, path: Path) -> None:
        """Read the key; SetupError when it cannot be read or is no P-256 key."""
        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            msg = f"private key {path} cannot be read ({error})"
            raise SetupError(msg) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.key_size != 256:  # noqa: PLR2004
            msg = f"private key {path} is no P-256 key"
            raise SetupError(msg)
        self.private_key = key

    @classmethod
    def create(cls, path: Path) -> "FileKeys":
        """Take the key of that file, or make one first."""
        if not path.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            write_private(path, pem)
        return cls(path)

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """See `KeyStore`."""
        return self.private_key.public_key()

    def sign(self, data: bytes) -> bytes:
        """See `KeyStore`."""
        r, s = decode_dss_signature(self.private_key.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def agree(self, peer: ec.EllipticCurvePublicKey) -> bytes:
        """See `KeyStore`."""
        return self.private_key.exchange(ec.ECDH(), peer)

    def request(self, name: str) -> bytes:
        """See `KeyStore`."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
        return builder.sign(self.private_key, SHA256()).public_bytes(Encoding.PEM)
