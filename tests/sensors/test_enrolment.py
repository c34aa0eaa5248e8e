"""A device comes in by its one-time code, once, and nobody else does."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from care.errors import SetupError
from care.observation import DeviceId, Kind
from sensors.certificate import public_key, read_certificate
from sensors.enrolment import CODE_LIFE, accept, invite, new_code, redeem, write_request
from sensors.inventory import Device, Status, load
from sensors.keystore.file import FileKeys
from sensors.premises import Premises, establish, publish
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAME = DeviceId("cuff-0001")
ROW = Device(id=NAME, patient=ADA, kinds=(Kind("systolic"),))


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return establish(tmp_path / "keys", [], now=NOW)


@pytest.fixture
def keys(tmp_path: Path) -> FileKeys:
    return FileKeys.create(tmp_path / "module" / "device.key")


def invited(premises: Premises, code: str) -> str:
    publish(premises, invite(load(premises.inventory), ROW, code, NOW), NOW)
    return code


def test_a_code_lets_its_device_in(
    premises: Premises, keys: FileKeys, tmp_path: Path
) -> None:
    code = invited(premises, new_code())
    assert NAME not in premises.acl.read_text()
    answer = redeem(premises, write_request(NAME, keys, code), NOW)
    accept(tmp_path / "module", answer, code)
    held = x509.load_pem_x509_certificate((tmp_path / "module" / "device.crt").read_bytes())
    assert held.public_key() == keys.public_key()
    row = load(premises.inventory).get(NAME)
    assert row is not None
    assert (row.status, row.code_hash) == (Status.ACTIVE, "")
    assert NAME in premises.acl.read_text()


def test_typing_the_code_in_another_way_is_fine(premises: Premises, keys: FileKeys) -> None:
    code = invited(premises, "ABCD-EFGH-JKLM-NPQR")
    redeem(premises, write_request(NAME, keys, " abcd efgh jklmnpqr"), NOW)
    assert code


def test_a_code_works_once(premises: Premises, keys: FileKeys) -> None:
    code = invited(premises, new_code())
    request = write_request(NAME, keys, code)
    redeem(premises, request, NOW)
    with pytest.raises(SetupError, match="no valid code"):
        redeem(premises, request, NOW)


def test_a_code_runs_out(premises: Premises, keys: FileKeys) -> None:
    code = invited(premises, new_code())
    with pytest.raises(SetupError, match="no valid code"):
        redeem(premises, write_request(NAME, keys, code), NOW + CODE_LIFE)


def test_a_wrong_code_does_not_use_the_right_one_up(
    premises: Premises, keys: FileKeys
) -> None:
    code = invited(premises, new_code())
    with pytest.raises(SetupError, match="does not fit"):
        redeem(premises, write_request(NAME, keys, new_code()), NOW)
    redeem(premises, write_request(NAME, keys, code), NOW)


def test_a_request_in_anothers_name_is_refused(premises: Premises, keys: FileKeys) -> None:
    code = invited(premises, new_code())
    with pytest.raises(SetupError, match="no valid code for cuff-0002"):
        redeem(premises, write_request(DeviceId("cuff-0002"), keys, code), NOW)


def test_an_exchanged_key_is_noticed(
    premises: Premises, keys: FileKeys, tmp_path: Path
) -> None:
    code = invited(premises, new_code())
    request = json.loads(write_request(NAME, keys, code))
    thief = FileKeys.create(tmp_path / "thief.key")
    request["csr"] = thief.request(NAME).decode()
    with pytest.raises(SetupError, match="does not fit"):
        redeem(premises, json.dumps(request).encode(), NOW)


def test_an_answer_of_another_home_is_refused(
    premises: Premises, keys: FileKeys, tmp_path: Path
) -> None:
    code = invited(premises, new_code())
    answer = json.loads(redeem(premises, write_request(NAME, keys, code), NOW))
    other = establish(tmp_path / "other", [], now=NOW)
    answer["ca"] = other.certificate("ca").read_text()
    with pytest.raises(SetupError, match="does not come from the home"):
        accept(tmp_path / "module", json.dumps(answer).encode(), code)
    assert not (tmp_path / "module" / "ca.crt").exists()


def test_a_new_key_revokes_the_old_certificate(
    premises: Premises, keys: FileKeys, tmp_path: Path
) -> None:
    redeem(premises, write_request(NAME, keys, invited(premises, new_code())), NOW)
    first = load(premises.inventory).index[NAME].serial
    fresh = FileKeys.create(tmp_path / "module" / "fresh.key")
    redeem(premises, write_request(NAME, fresh, invited(premises, new_code())), NOW)
    inventory = load(premises.inventory)
    assert [line.serial for line in inventory.revoked] == [first]
    assert inventory.index[NAME].serial != first
    previous = x509.load_pem_x509_certificate(inventory.index[NAME].previous.encode())
    assert f"{previous.serial_number:x}" == first  # what waits was sealed under it


def test_a_new_key_takes_its_place_with_its_certificate(
    premises: Premises, keys: FileKeys, tmp_path: Path
) -> None:
    folder = tmp_path / "module"
    code = invited(premises, new_code())
    accept(folder, redeem(premises, write_request(NAME, keys, code), NOW), code)
    code, fresh = invited(premises, new_code()), FileKeys.create(folder / "device.next.key")
    accept(folder, redeem(premises, write_request(NAME, fresh, code), NOW), code)
    assert FileKeys(folder / "device.key").public_key() == fresh.public_key()
    assert public_key(read_certificate(folder / "device.crt")) == fresh.public_key()
    assert sorted(file.name for file in folder.iterdir()) == [
        "ca.crt",
        "device.crt",
        "device.key",
        "hub.crt",
    ]


def test_a_revoked_device_is_not_invited_again(premises: Premises, keys: FileKeys) -> None:
    redeem(premises, write_request(NAME, keys, invited(premises, new_code())), NOW)
    revoked = load(premises.inventory).revoke(NAME, NOW)
    with pytest.raises(SetupError, match="another id"):
        invite(revoked, ROW, new_code(), NOW + timedelta(days=1))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b'{"device": 1}'], ids=str)
def test_other_bytes_are_refused(premises: Premises, raw: bytes) -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        redeem(premises, raw, NOW)
    with pytest.raises(SetupError, match="cannot be read"):
        accept(premises.folder, raw, "code")
