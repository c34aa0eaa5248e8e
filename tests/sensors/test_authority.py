"""The home's authority signs for its own, and for nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from care.errors import SetupError
from sensors.authority import Authority
from sensors.keystore.file import FileKeys

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(tmp_path / "ca.key", tmp_path / "ca.crt", NOW)


def test_a_device_certificate_is_good_for_a_client_and_nothing_else(
    authority: Authority, tmp_path: Path
) -> None:
    request = FileKeys.create(tmp_path / "device.key").request("oximeter-1")
    pem = authority.issue_client(request, "oximeter-1", "1-2-3", NOW)
    held = x509.load_pem_x509_certificate(pem)
    held.verify_directly_issued_by(authority.certificate)
    constraints = held.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = held.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert not constraints.ca
    assert list(usage) == [x509.oid.ExtendedKeyUsageOID.CLIENT_AUTH]
    assert held.not_valid_after_utc == NOW + 90 * DAY


def test_the_name_in_the_request_does_not_count(
    authority: Authority, tmp_path: Path
) -> None:
    request = FileKeys.create(tmp_path / "device.key").request("hub-ingest")
    pem = authority.issue_client(request, "oximeter-1", "1-2-3", NOW)
    assert "oximeter-1" in x509.load_pem_x509_certificate(pem).subject.rfc4514_string()


def test_requests_with_other_keys_are_refused(authority: Authority) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    request = builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
    for bad in (request, b"nonsense"):
        with pytest.raises(SetupError, match="request"):
            authority.issue_client(bad, "oximeter-1", "1-2-3", NOW)


def test_an_authority_whose_files_do_not_match_is_refused(tmp_path: Path) -> None:
    Authority.create(tmp_path / "ca.key", tmp_path / "ca.crt", NOW)
    FileKeys.create(tmp_path / "other.key")
    with pytest.raises(SetupError, match="do not belong together"):
        Authority(tmp_path / "other.key", tmp_path / "ca.crt")
