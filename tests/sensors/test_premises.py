"""Setting a home's keys up in one call, again and again."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from care.errors import SetupError
from care.observation import DeviceId, Kind
from sensors.inventory import Device, Status, load
from sensors.premises import Premises, establish, publish
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAME = DeviceId("oximeter-1")
ROW = Device(id=NAME, patient=ADA, kinds=(Kind("spo2"),))


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_call_makes_everything_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    premises = establish(tmp_path / "keys", [ROW], now=NOW)
    row = load(premises.inventory).get(NAME)
    assert row is not None
    assert row.status is Status.ACTIVE
    names = {path.name for path in premises.device(NAME).iterdir()}
    assert names == {"device.key", "device.crt", "ca.crt", "hub.crt"}
    for path in files(tmp_path / "keys"):
        if path.suffix != ".lock":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    ca = x509.load_pem_x509_certificate(premises.certificate("ca").read_bytes())
    for path in (
        premises.certificate("hub"),
        premises.certificate("broker"),
        premises.device(NAME) / "device.crt",
    ):
        x509.load_pem_x509_certificate(path.read_bytes()).verify_directly_issued_by(ca)


def test_a_second_call_changes_nothing(tmp_path: Path) -> None:
    establish(tmp_path / "keys", [ROW], now=NOW)
    before = files(tmp_path / "keys")
    establish(tmp_path / "keys", [ROW], now=NOW + timedelta(hours=1))
    assert files(tmp_path / "keys") == before


def test_after_a_day_the_revocation_list_is_signed_anew(tmp_path: Path) -> None:
    premises = establish(tmp_path / "keys", [ROW], now=NOW)
    establish(tmp_path / "keys", [ROW], now=NOW + timedelta(days=2))
    crl = x509.load_pem_x509_crl(premises.crl.read_bytes())
    assert crl.next_update_utc == NOW + timedelta(days=9)


def test_after_two_thirds_of_its_life_a_certificate_is_renewed_with_the_same_key(
    tmp_path: Path,
) -> None:
    premises = establish(tmp_path / "keys", [ROW], now=NOW)
    place = premises.device(NAME) / "device.crt"
    first = x509.load_pem_x509_certificate(place.read_bytes())
    establish(tmp_path / "keys", [ROW], now=NOW + timedelta(days=61))
    second = x509.load_pem_x509_certificate(place.read_bytes())
    assert second.serial_number != first.serial_number
    assert second.public_key() == first.public_key()


def test_a_revoked_device_stays_out(tmp_path: Path) -> None:
    premises = establish(tmp_path / "keys", [ROW], now=NOW)
    publish(premises, load(premises.inventory).revoke(NAME, NOW), NOW)
    establish(tmp_path / "keys", [ROW], now=NOW + timedelta(days=80))
    row = load(premises.inventory).get(NAME)
    assert row is not None
    assert row.status is Status.REVOKED
    assert NAME not in premises.acl.read_text()
    crl = x509.load_pem_x509_crl(premises.crl.read_bytes())
    assert crl.get_revoked_certificate_by_serial_number(int(row.serial, 16)) is not None


def test_a_new_host_name_gives_the_broker_a_new_certificate(tmp_path: Path) -> None:
    establish(tmp_path / "keys", [], now=NOW)
    premises = establish(
        tmp_path / "keys", [], now=NOW, hosts=("hub.home.arpa", "10.0.0.2")
    )
    held = x509.load_pem_x509_certificate(premises.certificate("broker").read_bytes())
    names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(name.value) for name in names} == {"hub.home.arpa", "10.0.0.2"}


def test_a_damaged_authority_is_named(tmp_path: Path) -> None:
    premises = establish(tmp_path / "keys", [], now=NOW)
    premises.certificate("ca").write_text("nonsense")
    with pytest.raises(SetupError, match=r"ca\.crt cannot be read"):
        establish(tmp_path / "keys", [ROW], now=NOW)


@pytest.mark.parametrize(
    "name", ["ab", "UPPER-1", "a/b/c", "+plus", "hub-ingest", "x" * 41]
)
def test_names_that_could_reach_other_topics_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SetupError, match="device id"):
        establish(
            tmp_path / "keys",
            [Device(id=DeviceId(name), patient=ADA, kinds=())],
            now=NOW,
        )


def test_paths_are_where_the_docstring_says() -> None:
    premises = Premises(Path("keys"))
    assert premises.device(NAME) == Path("keys/devices/oximeter-1")
