import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from care.errors import SetupError
from console.certificate import LIFE, RENEW, ensure, fingerprint, issue

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def names(certificate: Path) -> set[str]:
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    carried = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in carried}


def test_it_is_made_once_and_its_key_is_private(tmp_path: Path) -> None:
    key, certificate = ensure(tmp_path / "home", (), NOW)
    first = fingerprint(certificate)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert names(certificate) == {"localhost", "127.0.0.1", "::1"}
    ensure(tmp_path / "home", (), NOW)
    assert fingerprint(certificate) == first


def test_it_is_renewed_before_it_ends(tmp_path: Path) -> None:
    _, certificate = ensure(tmp_path, (), NOW)
    first = fingerprint(certificate)
    ensure(tmp_path, (), NOW + LIFE - RENEW - timedelta(days=1))
    assert fingerprint(certificate) == first
    ensure(tmp_path, (), NOW + LIFE - RENEW + timedelta(days=1))
    assert fingerprint(certificate) != first


def test_a_new_name_makes_a_new_one(tmp_path: Path) -> None:
    ensure(tmp_path, (), NOW)
    _, certificate = ensure(tmp_path, ("console.home.arpa", "192.0.2.7"), NOW)
    assert {"console.home.arpa", "192.0.2.7"} <= names(certificate)


def test_a_damaged_one_is_named(tmp_path: Path) -> None:
    _, certificate = ensure(tmp_path, (), NOW)
    certificate.write_text("nothing")
    with pytest.raises(SetupError, match=r"console-cert\.pem is no certificate"):
        ensure(tmp_path, (), NOW)


def test_after_a_power_cut_between_key_and_certificate_both_are_made_again(
    tmp_path: Path,
) -> None:
    key, certificate = ensure(tmp_path, (), NOW)
    key.write_bytes(issue((), NOW)[0])
    ensure(tmp_path, (), NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)  # raises when they are no pair
