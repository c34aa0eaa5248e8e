"""Nightscout: glucose entries and insulin that connected pens logged (REST, version 1).

`/api/v1/entries.json` gives `sgv` (sensor) and `mbg` (meter) in mg/dL with `date` in
milliseconds; `/api/v1/treatments.json` gives `insulin` in units with `created_at`.
Sensor values below 39 are error codes of the transmitter, never glucose.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import httpx

from sensors.bridges.seen import BridgeError, Seen, number
from sensors.bridges.settings import NightscoutSettings

LOWEST_SGV = 39
COUNT = 200
SECONDS = 20.0


def _date(entry: dict[str, Any]) -> datetime:
    try:
        if "date" in entry:
            return datetime.fromtimestamp(number(entry["date"], "date") / 1_000, UTC)
        found = datetime.fromisoformat(str(entry["created_at"]))
    except (KeyError, ValueError, OverflowError, OSError) as error:
        raise BridgeError("entry has no time") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def entry(raw: dict[str, Any]) -> Seen | None:
    """A glucose entry; None for calibrations and other types."""
    kind = raw.get("type")
    if kind == "mbg":
        value = number(raw.get("mbg"), "mbg")
        return Seen(kind="glucose_meter", value=value, unit="mg/dL", taken_at=_date(raw))
    if kind != "sgv":
        return None
    sgv = number(raw.get("sgv"), "sgv")
    known = sgv if sgv >= LOWEST_SGV else None
    return Seen(kind="glucose", value=known, unit="mg/dL", taken_at=_date(raw))


def treatment(raw: dict[str, Any]) -> Seen | None:
    """An insulin dose; None for treatments without insulin."""
    if not raw.get("insulin"):
        return None
    units = number(raw["insulin"], "insulin")
    timed = {key: raw[key] for key in ("created_at",) if key in raw}
    return Seen(kind="insulin_pen", value=units, unit="[iU]", taken_at=_date(timed))


class Nightscout:
    """Polls one site."""

    def __init__(
        self,
        settings: NightscoutSettings,
        client: httpx.AsyncClient,
        since: dict[str, datetime],
    ) -> None:
        """Ask for what is newer than `since` ("entries" and "treatments")."""
        self._settings, self._client = settings, client
        self._last = dict(since)

    @property
    def last(self) -> dict[str, datetime]:
        """Time of the newest that was seen; to go on from after a restart."""
        return dict(self._last)

    def _headers(self) -> dict[str, str]:
        if self._settings.secret_file is None:
            return {}
        secret = self._settings.secret_file.read_text(encoding="utf-8").strip()
        # Nightscout demands SHA-1 of the secret; TLS protects it on the way.
        return {"api-secret": hashlib.sha1(secret.encode()).hexdigest()}  # noqa: S324

    async def poll(self) -> tuple[Seen, ...]:
        """What is new, oldest first. BridgeError when the site cannot be asked."""
        seen = [
            *await self._ask("entries", "date", entry),
            *await self._ask("treatments", "created_at", treatment),
        ]
        return tuple(sorted(seen, key=lambda one: one.taken_at))

    async def _ask(self, what: str, field: str, read: Any) -> list[Seen]:
        last = self._last[what]
        newer = str(int(last.timestamp() * 1_000)) if field == "date" else last.isoformat()
        query = {"count": str(COUNT), f"find[{field}][$gt]": newer}
        url = f"{self._settings.url.rstrip('/')}/api/v1/{what}.json"
        try:
            reply = await self._client.get(
                url, params=query, headers=self._headers(), timeout=SECONDS
            )
            reply.raise_for_status()
            rows = reply.json()
        except (httpx.HTTPError, ValueError, OSError) as error:
            msg = f"nightscout cannot be asked ({type(error).__name__})"
            raise BridgeError(msg) from error
        if not isinstance(rows, list):
            raise BridgeError("nightscout answered in another form")
        found = [read(row) for row in rows if isinstance(row, dict)]
        fresh = [one for one in found if one is not None and one.taken_at > last]
        self._last[what] = max((one.taken_at for one in fresh), default=last)
        return fresh
