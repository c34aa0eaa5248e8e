"""A Nightscout that answers well, badly and not at all."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sensors.bridges.nightscout import Nightscout, entry, treatments
from sensors.bridges.seen import BridgeError
from sensors.bridges.settings import NightscoutSettings
from tests.fakes.bridges import NOW, ODD


class Site:
    """A Nightscout that answers from lists and notes how it was asked."""

    def __init__(self, version: int) -> None:
        self.version, self.broken = version, False
        self.rows: dict[str, Any] = {"entries": [], "treatments": []}
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path
        if self.broken:
            return httpx.Response(200, json={"status": 401})
        if path.startswith("/api/v2/authorization/request/"):
            return httpx.Response(200, json={"token": "jwt", "iat": 1})
        assert path.startswith(f"/api/v{self.version}/")
        rows = self.rows[path.rsplit("/", 1)[1].removesuffix(".json")]
        body = rows if self.version == 1 else {"status": 200, "result": rows}
        return httpx.Response(200, json=body)


MILLIS = int(NOW.timestamp() * 1000)

ENTRIES = [
    {"_id": "e1", "type": "sgv", "sgv": 9, "date": MILLIS + 120_000, "device": "xDrip"},
    {"_id": "e2", "type": "sgv", "sgv": 125, "date": MILLIS + 60_000, "direction": "Flat"},
    {"_id": "e3", "type": "mbg", "mbg": 130, "date": MILLIS + 90_000},
    {"_id": "e4", "type": "cal", "slope": 1, "date": MILLIS + 91_000},
    {"_id": "e5", "type": "sgv", "sgv": "high", "date": MILLIS},
    {"_id": "e6", "type": "sgv", "sgv": 99, "date": MILLIS - 3_600_000},
]

TREATMENTS = [
    {"eventType": "Bolus", "insulin": 4.5, "created_at": "2026-11-22T08:00:30Z"},
    {"eventType": "Note", "created_at": "2026-11-22T08:00:31Z"},
    {
        "eventType": "BG Check",
        "glucose": 6.2,
        "glucoseType": "Finger",
        "units": "mmol",
        "insulin": 1,
        "created_at": "2026-11-22T09:00:40+01:00",
    },
    {"eventType": "BG Check", "glucose": 110, "glucoseType": "Sensor", "date": MILLIS},
]

EXPECTED = [
    ("glucose", 99.0, "mg/dL"),  # handed in late
    ("insulin_pen", 4.5, "[iU]"),
    ("insulin_pen", 1.0, "[iU]"),
    ("glucose_meter", 6.2, "mmol/L"),
    ("glucose", 125.0, "mg/dL"),
    ("glucose_meter", 130.0, "mg/dL"),
    ("glucose", None, "mg/dL"),
]


@pytest.mark.parametrize("version", [1, 3])
async def test_nightscout(tmp_path: Path, version: int) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a-very-secret-word\n")
    site = Site(version)
    settings = NightscoutSettings.model_validate(
        {
            "type": "nightscout",
            "url": "https://cgm.example/",
            "secret_file": secret,
            "version": version,
        }
    )
    since = dict.fromkeys(("entries", "treatments"), NOW)
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        nightscout = Nightscout(settings, client, since)
        site.rows = {"entries": ENTRIES, "treatments": TREATMENTS}
        found = await nightscout.poll(NOW)
        assert [(s.kind, s.value, s.unit) for s in found] == EXPECTED
        assert nightscout.refused == 1
        assert len({s.source for s in found}) == len(EXPECTED)
        again = await nightscout.poll(NOW)
        assert [s.source for s in again] == [s.source for s in found]
        asked = site.asked[-1]
        if version == 1:
            assert len(asked.headers["api-secret"]) == 40
        else:
            assert asked.headers["authorization"] == "Bearer jwt"
        assert "secret" not in str(asked.url)
        site.broken = True
        with pytest.raises(BridgeError, match="another form|no token"):
            await nightscout.poll(NOW)
        secret.unlink()
        with pytest.raises(BridgeError, match="secret cannot be read"):
            await nightscout.poll(NOW)


@pytest.mark.parametrize("row", [ENTRIES[0], TREATMENTS[0]])
@pytest.mark.parametrize("odd", [*ODD, "0001-01-01T00:00:00+14:00"])
def test_no_row_ends_nightscout(row: dict[str, Any], odd: Any) -> None:
    read = entry if "type" in row else treatments
    for name in row:
        try:
            seen = read(row | {name: odd})
        except BridgeError:
            continue
        assert all(one.taken_at.year > 2009 for one in seen)


async def test_an_uploader_from_the_future_hides_nothing() -> None:
    site = Site(1)
    settings = NightscoutSettings.model_validate(
        {"type": "nightscout", "url": "https://cgm.example/"}
    )
    ahead = NOW + timedelta(days=400)
    async with httpx.AsyncClient(transport=httpx.MockTransport(site)) as client:
        nightscout = Nightscout(settings, client, {"entries": ahead, "treatments": ahead})
        site.rows = {"entries": [], "treatments": []}
        await nightscout.poll(NOW)
    assert nightscout.last == {"entries": NOW, "treatments": NOW}
