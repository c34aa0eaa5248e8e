"""The warden renews the list, sees changes of access, and tells what runs out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from care.errors import SetupError
from care.observation import DeviceId, Kind
from sensors.certificate import read_certificate
from sensors.incident import Trouble
from sensors.inventory import Device, Revoked, load
from sensors.premises import Premises, establish, publish
from sensors.warden import Access, Findings, Warden
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SERVERS = ("broker", "hub")
NAME = DeviceId("oximeter-1")


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    rows = [Device(id=NAME, patient=ADA, kinds=(Kind("spo2"),))]
    return establish(tmp_path / "keys", rows, now=NOW)


def test_a_quiet_hour_changes_nothing(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    assert warden.patrol(real=NOW, home=NOW) == Findings()
    assert warden.patrol(real=NOW + DAY / 24, home=NOW) == Findings()


def test_the_revocation_list_is_signed_anew_every_day(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    for day in range(1, 20):
        found = warden.patrol(real=NOW + day * DAY, home=NOW)
        assert found.access is Access.RELOAD
        crl = x509.load_pem_x509_crl(premises.crl.read_bytes())
        assert crl.next_update_utc == NOW + (day + 7) * DAY


def test_a_revocation_and_a_new_device_ask_for_a_reload(
    premises: Premises,
) -> None:
    warden = Warden(premises, 14 * DAY)
    added = load(premises.inventory).put(
        Device(id=DeviceId("pendant-1"), patient=ADA, kinds=())
    )
    publish(premises, added, NOW)
    assert warden.patrol(real=NOW, home=NOW).access is Access.RELOAD
    publish(premises, load(premises.inventory).revoke(NAME, NOW), NOW)
    found = warden.patrol(real=NOW, home=NOW)
    assert (found.access, found.gone) == (Access.RELOAD, (NAME,))
    assert warden.patrol(real=NOW, home=NOW) == Findings()


def test_a_revocation_is_not_missed_on_the_day_of_signing(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    publish(premises, load(premises.inventory).revoke(NAME, NOW), NOW)
    assert warden.patrol(real=NOW + 2 * DAY, home=NOW).gone == (NAME,)


def test_what_runs_out_is_told_once_and_told_when_it_is_well_again(
    premises: Premises,
) -> None:
    warden = Warden(premises, 14 * DAY)
    late = NOW + 80 * DAY
    (incident,) = warden.patrol(real=late, home=NOW).incidents
    assert (incident.trouble, incident.device, incident.over) == (
        Trouble.EXPIRING,
        NAME,
        False,
    )
    assert warden.patrol(real=late, home=NOW).incidents == ()
    row = load(premises.inventory).index[NAME]
    establish(premises.folder, [row], now=late)
    (incident,) = warden.patrol(real=late, home=NOW).incidents
    assert (incident.device, incident.over) == (NAME, True)


def test_a_device_that_renewed_itself_is_not_put_out(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    table = load(premises.inventory)
    row = table.index[NAME]
    fresh = replace(row, serial="ff", previous=row.certificate)
    line = Revoked(serial=row.serial, at=NOW, left=True)
    publish(premises, replace(table.put(fresh), revoked=(line,), index={}), NOW)
    found = warden.patrol(real=NOW, home=NOW)
    assert (found.access, found.gone) == (Access.RELOAD, ())


def test_broker_and_hub_are_renewed_while_the_home_runs(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    before = {name: read_certificate(premises.certificate(name)) for name in SERVERS}
    assert warden.patrol(real=NOW + 240 * DAY, home=NOW).renewed == ()
    late = NOW + 250 * DAY
    found = warden.patrol(real=late, home=NOW)
    assert (found.renewed, found.access) == (SERVERS, Access.RELOAD)
    assert not {one.detail.split()[0] for one in found.incidents} & set(SERVERS)
    for name in SERVERS:
        held = read_certificate(premises.certificate(name))
        assert held.not_valid_after_utc > late + 300 * DAY
        assert held.public_key() == before[name].public_key()
    names = [
        certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        for certificate in (
            before["broker"],
            read_certificate(premises.certificate("broker")),
        )
    ]
    assert names[0] == names[1]
    assert warden.patrol(real=late + DAY, home=NOW).renewed == ()


def test_what_cannot_be_renewed_is_an_error_that_the_hub_tells(premises: Premises) -> None:
    warden = Warden(premises, 14 * DAY)
    premises.key("ca").write_text("nonsense")
    with pytest.raises(SetupError):
        warden.patrol(real=NOW + 250 * DAY, home=NOW)
