"""The table of devices and what is made from it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from care.errors import SetupError
from care.observation import DeviceId, Kind
from sensors.inventory import (
    Device,
    Inventory,
    Status,
    access_rules,
    check_name,
    load,
    locked,
    save,
)
from tests.fakes.readings import ADA

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ROW = Device(
    id=DeviceId("oximeter-1"),
    patient=ADA,
    kinds=(Kind("spo2"),),
    status=Status.ACTIVE,
    serial="ab",
    not_after=NOW,
)


def test_it_survives_its_file(tmp_path: Path) -> None:
    inventory = (
        Inventory().put(ROW).put(Device(id=DeviceId("pen-0001"), patient=ADA, kinds=()))
    )
    with locked(tmp_path / "inventory.json"):
        save(tmp_path / "inventory.json", inventory)
    found = load(tmp_path / "inventory.json")
    assert found == inventory
    assert found.get(ROW.id) == ROW


def test_only_active_devices_have_rights() -> None:
    pending = Device(id=DeviceId("pen-0001"), patient=ADA, kinds=())
    rules = access_rules(Inventory().put(ROW).put(pending))
    assert "user oximeter-1\ntopic write home/v1/up/oximeter-1/#" in rules
    assert "pen-0001" not in rules
    assert "user hub-ingest\ntopic read home/v1/up/#" in rules


def test_a_revoked_device_is_on_the_list_and_has_no_rights() -> None:
    revoked = Inventory().put(ROW).revoke(ROW.id, NOW)
    assert [line.serial for line in revoked.revoked] == ["ab"]
    assert "oximeter-1" not in access_rules(revoked)
    with pytest.raises(KeyError):
        revoked.revoke(DeviceId("nobody-1"), NOW)


def test_a_lacking_file_is_an_empty_table_and_a_damaged_one_an_error(
    tmp_path: Path,
) -> None:
    assert load(tmp_path / "none.json") == Inventory()
    (tmp_path / "bad.json").write_text('{"devices": [{}]}')
    with pytest.raises(SetupError, match=r"bad\.json is damaged"):
        load(tmp_path / "bad.json")
    with pytest.raises(SetupError, match="cannot be read"):
        load(tmp_path)


def test_names_are_checked() -> None:
    assert check_name("oximeter-1") == "oximeter-1"
    with pytest.raises(SetupError, match="device id"):
        check_name("../../etc")
