"""What everybody wants of a private key, wherever it is kept."""

from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey


class KeyStore(Protocol):
    """One P-256 key: it signs, agrees on secrets and asks for a certificate."""

    def public_key(self) -> EllipticCurvePublicKey:
        """The public half."""
        ...

    def sign(self, data: bytes) -> bytes:
        """ES256 (RFC 9053): r and s, 64 bytes."""
        ...

    def agree(self, peer: EllipticCurvePublicKey) -> bytes:
        """ECDH: the shared secret, 32 bytes."""
        ...

    def request(self, name: str) -> bytes:
        """A certificate signing request (PKCS #10, PEM) for the common name `name`."""
        ...
