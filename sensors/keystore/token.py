"""A private key inside a PKCS#11 token: it signs and agrees there and never comes out.

Tried with SoftHSM2; a secure element or TPM with a PKCS#11 library works the same way.
Python's `ssl` cannot use such a key: TLS goes through `sensors.keystore.tunnel`.
"""

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import core, csr, keys, pem, x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pkcs11.util.ec import encode_named_curve_parameters

from care.errors import SetupError

_SECRET = {
    pkcs11.Attribute.SENSITIVE: False,
    pkcs11.Attribute.EXTRACTABLE: True,
    pkcs11.Attribute.TOKEN: False,
}
"""The shared secret may leave the token; it lives as long as an epoch's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPlace:
    """Where the key is."""

    library: Path
    """The token's PKCS#11 library, such as libsofthsm2.so."""
    token: str
    """Label of the token."""
    pin_file: Path
    key: str = "philomel"
    """Label of the key pair."""


def _session(place: TokenPlace) -> pkcs11.Session:
    try:
        pin = place.pin_file.read_text(encoding="utf-8").strip()
        library = pkcs11.lib(str(place.library))
        return library.get_token(token_label=place.token).open(user_pin=pin, rw=True)
    except OSError as error:
        msg = f"PIN file {place.pin_file} cannot be read ({error.strerror})"
        raise SetupError(msg) from error
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        reason = str(error) or type(error).__name__
        msg = f"token {place.token!r} in {place.library} cannot be opened ({reason})"
        raise SetupError(msg) from error


class TokenKeys:
    """See `KeyStore`. A process logs in to a token once: one of these at a time."""

    def __init__(self, place: TokenPlace) -> None:
        """Open the token. SetupError when it, its PIN or the key cannot be used."""
        self.place = place
        self._lock = threading.Lock()
        self._session = _session(place)
        try:
            self._private: Any = self._session.get_key(
                pkcs11.ObjectClass.PRIVATE_KEY, label=place.key
            )
            public = self._session.get_key(pkcs11.ObjectClass.PUBLIC_KEY, label=place.key)
            point = core.OctetString.load(public[pkcs11.Attribute.EC_POINT]).native
            self._public = ec.EllipticCurvePublicKey.from_encoded_point(
                ec.SECP256R1(), point
            )
        except (pkcs11.PKCS11Error, ValueError) as error:
            self._session.close()
            msg = f"no P-256 key {place.key!r} in token {place.token!r}"
            raise SetupError(msg) from error

    @classmethod
    def create(cls, place: TokenPlace) -> "TokenKeys":
        """Take the key of that label, or have the token make one that cannot leave it."""
        session = _session(place)
        try:
            session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=place.key)
        except pkcs11.NoSuchKey:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC, curve, local=True
            )
            parameters.generate_keypair(
                label=place.key,
                store=True,
                private_template={
                    pkcs11.Attribute.EXTRACTABLE: False,
                    pkcs11.Attribute.SENSITIVE: True,
                },
            )
        finally:
            session.close()
        return cls(place)

    def close(self) -> None:
        """Leave the token cleanly: an unclean end can lock a TPM."""
        self._session.close()

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """See `KeyStore`."""
        return self._public

    def sign(self, data: bytes) -> bytes:
        """See `KeyStore`."""
        digest = hashlib.sha256(data).digest()
        with self._lock:
            signature: bytes = self._private.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        return signature

    def agree(self, peer: ec.EllipticCurvePublicKey) -> bytes:
        """See `KeyStore`."""
        point = peer.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        parameter = (pkcs11.KDF.NULL, None, point)
        with self._lock:
            secret = self._private.derive_key(
                pkcs11.KeyType.GENERIC_SECRET,
                256,
                mechanism_param=parameter,
                template=_SECRET,
            )
            value: bytes = secret[pkcs11.Attribute.VALUE]
        return value

    def request(self, name: str) -> bytes:
        """See `KeyStore`."""
        encoded = self._public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        info = csr.CertificationRequestInfo(
            {
                "version": "v1",
                "subject": x509.Name.build({"common_name": name}),
                "subject_pk_info": keys.PublicKeyInfo.load(encoded),
                "attributes": csr.CRIAttributes([]),
            }
        )
        raw = self.sign(info.dump())
        r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
        request = csr.CertificationRequest(
            {
                "certification_request_info": info,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": encode_dss_signature(r, s),
            }
        )
        armoured: bytes = pem.armor("CERTIFICATE REQUEST", request.dump())
        return armoured
