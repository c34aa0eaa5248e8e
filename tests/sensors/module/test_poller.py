"""A site that is asked again and again, and where the next start goes on."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sensors.bridges.settings import NightscoutSettings
from sensors.module.poller import BACKLOG, Poller
from tests.fakes.clock import HandClock

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NOBODY = NightscoutSettings(type="nightscout", url="http://127.0.0.1:1")


def poller(marker: Path) -> Poller:
    return Poller(NOBODY, marker, HandClock(NOW), lambda _seen: None)


@pytest.mark.parametrize("held", [None, "", "[]", "{}", '{"entries": 1, "treatments": 2}'])
def test_a_lost_place_costs_a_day_of_asking(tmp_path: Path, held: str | None) -> None:
    marker = tmp_path / "cgm.json"
    if held is not None:
        marker.write_text(held)
    assert set(poller(marker)._since().values()) == {NOW - BACKLOG}


def test_it_goes_on_where_it_was(tmp_path: Path) -> None:
    marker = tmp_path / "cgm.json"
    last = {what: NOW - timedelta(minutes=5) for what in ("entries", "treatments")}
    marker.write_text(json.dumps({what: at.isoformat() for what, at in last.items()}))
    assert poller(marker)._since() == last


async def test_a_site_that_is_away_is_told(tmp_path: Path) -> None:
    site = poller(tmp_path / "cgm.json")

    async def pause(seconds: float) -> None:
        assert seconds == NOBODY.every_seconds
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await site.run(pause)
    assert "cannot be asked" in site.trouble
