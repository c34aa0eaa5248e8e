"""The home's own certificate authority: EC P-256, nobody else's roots are believed.

Device certificates live 90 days, the hub's and the broker's one year, the revocation
list 7 days (an outdated list locks everybody out, so it is signed anew every day).
OpenSSL judges dates by the machine's own clock: `now` is real time here, even in a
simulated home.
"""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from care.errors import SetupError
from care.safefile import write_private
from sensors.certificate import is_p256, read_certificate
from sensors.inventory import Revoked
from sensors.keystore.file import FileKeys

CA_DAYS, SERVER_DAYS, DEVICE_DAYS, CRL_DAYS = 3650, 365, 90, 7
SKEW = timedelta(minutes=5)
"""Certificates begin a little earlier: a device's clock may lag."""


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


class Authority:
    """Signs for one home."""

    def __init__(self, key: Path, certificate: Path) -> None:
        """Read the authority; SetupError when files are unreadable or do not match."""
        self._key = FileKeys(key).private_key
        self.certificate = read_certificate(certificate)
        if self.certificate.public_key() != self._key.public_key():
            msg = f"{certificate} and {key} do not belong together"
            raise SetupError(msg)

    @classmethod
    def create(cls, key: Path, certificate: Path, now: datetime) -> "Authority":
        """Take the authority of these files, or found one first."""
        if not certificate.exists():
            private = FileKeys.create(key).private_key
            builder = (
                x509.CertificateBuilder()
                .subject_name(_name("philomel home authority"))
                .issuer_name(_name("philomel home authority"))
                .public_key(private.public_key())
                .serial_number(x509.random_serial_number())
                .not_valid_before(now - SKEW)
                .not_valid_after(now + timedelta(days=CA_DAYS))
                .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                .add_extension(_usage(ca=True), critical=True)
                .add_extension(
                    x509.SubjectKeyIdentifier.from_public_key(private.public_key()),
                    critical=False,
                )
            )
            pem = builder.sign(private, SHA256()).public_bytes(Encoding.PEM)
            write_private(certificate, pem)
        return cls(key, certificate)

    def _sign(
        self,
        request: bytes,
        name: str,
        now: datetime,
        days: int,
        extensions: Sequence[x509.ExtensionType],
    ) -> bytes:
        try:
            asked = x509.load_pem_x509_csr(request)
            sound = asked.is_signature_valid
        except ValueError as error:
            raise SetupError("the certificate request cannot be read") from error
        public = asked.public_key()
        if not sound or not is_p256(public):
            raise SetupError("the certificate request is not signed by a P-256 key")
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(self.certificate.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - SKEW)
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(ca=False), critical=True)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM)

    def issue_server(
        self, request: bytes, name: str, hosts: Sequence[str], now: datetime
    ) -> bytes:
        """Certificate (PEM) of the broker for these host names and addresses."""
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        names = x509.SubjectAlternativeName([_host(host) for host in hosts])
        return self._sign(request, name, now, SERVER_DAYS, [usage, names])

    def issue_client(
        self,
        request: bytes,
        name: str,
        uuid: str,
        now: datetime,
        *,
        days: int = DEVICE_DAYS,
    ) -> bytes:
        """Certificate (PEM) of a device or of the hub; its common name is its identity."""
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
        place = x509.UniformResourceIdentifier(f"urn:uuid:{uuid}")
        return self._sign(
            request, name, now, days, [usage, x509.SubjectAlternativeName([place])]
        )

    def revocations(self, revoked: Sequence[Revoked], number: int, now: datetime) -> bytes:
        """The revocation list (PEM), good for 7 days."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - SKEW)
            .next_update(now + timedelta(days=CRL_DAYS))
            .add_extension(x509.CRLNumber(number), critical=False)
        )
        for line in revoked:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(int(line.serial, 16))
                .revocation_date(line.at)
                .build()
            )
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM)
