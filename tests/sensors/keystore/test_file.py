"""A key in a file: made once, private, and named when it is unusable."""

import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from care.errors import SetupError
from sensors.keystore.file import FileKeys
from tests.fakes.keys import made_up_keys


def test_a_key_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "device.key"
    first = FileKeys.create(path)
    assert FileKeys.create(path).public_key() == first.public_key()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_both_sides_agree_on_the_same_secret() -> None:
    one, two = made_up_keys(0x11), made_up_keys(0x22)
    assert one.agree(two.public_key()) == two.agree(one.public_key())


def test_a_request_is_signed_by_the_key_it_names() -> None:
    keys = made_up_keys(0x11)
    request = x509.load_pem_x509_csr(keys.request("oximeter-1"))
    assert request.is_signature_valid
    assert request.public_key() == keys.public_key()
    assert request.subject.rfc4514_string() == "CN=oximeter-1"


def test_unusable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.key cannot be read"):
        FileKeys(tmp_path / "none.key")
    (tmp_path / "bad.key").write_text("nonsense")
    with pytest.raises(SetupError, match=r"bad\.key cannot be read"):
        FileKeys(tmp_path / "bad.key")
    other = ec.generate_private_key(ec.SECP384R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "other.key").write_bytes(pem)
    with pytest.raises(SetupError, match="no P-256 key"):
        FileKeys(tmp_path / "other.key")
