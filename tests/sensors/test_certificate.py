"""Certificates, and how long they hold."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.errors import SetupError
from sensors.authority import Authority
from sensors.certificate import Expiring, expiring, require_valid, wants_renewal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(tmp_path / "ca.key", tmp_path / "ca.crt", NOW)


def test_what_runs_out_comes_soonest_first() -> None:
    dates = {
        "hub": NOW + 3 * DAY,
        "crl": NOW + DAY,
        "broker": NOW + 100 * DAY,
        "old": NOW - DAY,
    }
    assert expiring(dates, NOW, 14 * DAY) == (
        Expiring(what="old", until=NOW - DAY),
        Expiring(what="crl", until=NOW + DAY),
        Expiring(what="hub", until=NOW + 3 * DAY),
    )


def test_renewal_is_wanted_after_two_thirds() -> None:
    assert not wants_renewal(NOW, NOW + 90 * DAY, NOW + 59 * DAY)
    assert wants_renewal(NOW, NOW + 90 * DAY, NOW + 60 * DAY)


def test_validity_is_judged_with_the_reason(authority: Authority, tmp_path: Path) -> None:
    assert require_valid(tmp_path / "ca.crt", NOW) == authority.certificate
    with pytest.raises(SetupError, match="expired on 2036"):
        require_valid(tmp_path / "ca.crt", NOW + 3650 * DAY)
    with pytest.raises(SetupError, match="check the clock"):
        require_valid(tmp_path / "ca.crt", NOW - DAY)
    with pytest.raises(SetupError, match="cannot be read"):
        require_valid(tmp_path / "none.crt", NOW)
