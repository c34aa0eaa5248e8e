"""Nightscout: glucose entries, and insulin and finger pricks logged as treatments (REST).

Version 1: `/api/v1/entries.json` gives `sgv` (sensor) and `mbg` (meter) in mg/dL with
`date` in milliseconds; `/api/v1/treatments.json` gives `insulin` in units, and `glucose`
in `units`, with `created_at`. Version 3 gives the same fields in `result` of
`/api/v3/<collection>`, for a token that is exchanged first. Sensor values below 39 are
error codes of the transmitter, never glucose.

What an uploader hands in late is older than what was seen last: every question goes
back some hours, and the outbox knows by their names what came before.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from care.instants import of_seconds
from sensors.bridges.seen import BridgeError, Seen, number
from sensors.bridges.settings import NightscoutSettings
from sensors.vetting import UNSET

LOWEST_SGV = 39
COUNT = 1_000
SECONDS = 20.0
LATE = timedelta(hours=6)
"""How far back of the newest what is handed in late is still found."""


def _date(entry: dict[str, Any]) -> datetime:
    try:
        if "date" in entry:
            found = of_seconds(number(entry["date"], "date") / 1_000)
        else:
            found = datetime.fromisoformat(str(entry["created_at"]))
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (KeyError, ValueError, OverflowError, OSError) as error:
        raise BridgeError("entry has no time") from error
    if found < UNSET:
        raise BridgeError("entry has no time")
    return found


def _source(raw: dict[str, Any], value: float) -> str:
    """Its id; a row that was corrected keeps it, and counts anew by its value."""
    name = raw.get("_id") or raw.get("identifier") or raw.get("date")
    return f"{name or raw.get('created_at')} {value:g}"


def entry(raw: dict[str, Any]) -> list[Seen]:
    """A glucose entry; none for calibrations and other types."""
    field = raw.get("type")
    if field not in ("sgv", "mbg"):
        return []
    value = number(raw.get(field), field)
    seen = Seen(
        kind="glucose_meter" if field == "mbg" else "glucose",
        value=None if field == "sgv" and value < LOWEST_SGV else value,
        unit="mg/dL",
        taken_at=_date(raw),
        source=f"entry {_source(raw, value)}",
    )
    return [seen]


def treatments(raw: dict[str, Any]) -> list[Seen]:
    """An insulin dose, a glucose of a finger prick, or both; none for other treatments."""
    created = raw.get("created_at")
    at = _date(raw if created is None else {"created_at": created})
    seen = []
    if raw.get("insulin"):
        seen.append(("insulin_pen", number(raw["insulin"], "insulin"), "[iU]"))
    if raw.get("glucose") and str(raw.get("glucoseType", "")).lower() == "finger":
        molar = str(raw.get("units", "")).lower().startswith("mmol")
        unit = "mmol/L" if molar else "mg/dL"
        seen.append(("glucose_meter", number(raw["glucose"], "glucose"), unit))
    return [
        Seen(
            kind=kind,
            value=value,
            unit=unit,
            taken_at=at,
            source=f"{kind} {_source(raw, value)}",
        )
        for kind, value, unit in seen
    ]


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
        self._headers: dict[str, str] = {}
        self.refused = 0
        """Rows in another form than documented."""

    @property
    def last(self) -> dict[str, datetime]:
        """Time of the newest that was seen; to go on from after a restart."""
        return dict(self._last)

    async def poll(self, now: datetime) -> tuple[Seen, ...]:
        """What there is since, oldest first; some of it was there before.

        An uploader whose clock is ahead must not hide what comes after it: nothing is
        ever newest that is later than `now`. BridgeError when the site cannot be asked.
        """
        self._last = {what: min(at, now) for what, at in self._last.items()}
        self._headers = await self._identify()
        entries, doses = await self._ask("entries"), await self._ask("treatments")
        seen = self._read(entries, entry)
        self._note("entries", seen)
        given = self._read(doses, treatments)
        self._note("treatments", given)
        return tuple(sorted([*seen, *given], key=lambda one: one.taken_at))

    def _read(
        self,
        rows: list[dict[str, Any]],
        read: Callable[[dict[str, Any]], list[Seen]],
    ) -> list[Seen]:
        """What the rows say; one in another form must not hold the others up."""
        seen = []
        for row in rows:
            try:
                seen += read(row)
            except BridgeError:
                self.refused += 1
        return seen

    def _note(self, what: str, seen: list[Seen]) -> None:
        self._last[what] = max((one.taken_at for one in seen), default=self._last[what])

    async def _identify(self) -> dict[str, str]:
        """The headers that let us in."""
        if self._settings.secret_file is None:
            return {}
        try:
            secret = self._settings.secret_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            msg = f"nightscout secret cannot be read ({error.strerror})"
            raise BridgeError(msg) from error
        if self._settings.version == 1:
            # Nightscout demands SHA-1 of the secret; TLS protects it on the way.
            return {"api-secret": hashlib.sha1(secret.encode()).hexdigest()}  # noqa: S324
        reply = await self._get(f"/api/v2/authorization/request/{secret}", {})
        if not isinstance(reply, dict) or "token" not in reply:
            raise BridgeError("nightscout gave no token")
        return {"Authorization": f"Bearer {reply['token']}"}

    async def _ask(self, what: str) -> list[dict[str, Any]]:
        since = self._last[what] - LATE
        millis, text = (
            str(int(since.timestamp() * 1_000)),
            f"{since:%Y-%m-%dT%H:%M:%S.000Z}",
        )
        if self._settings.version == 1:
            field, newer = ("date", millis) if what == "entries" else ("created_at", text)
            query = {"count": str(COUNT), f"find[{field}][$gte]": newer}
            rows = await self._get(f"/api/v1/{what}.json", query)
        else:
            query = {"limit": str(COUNT), "sort$desc": "date", "date$gte": millis}
            reply = await self._get(f"/api/v3/{what}", query)
            rows = reply.get("result") if isinstance(reply, dict) else None
        if not isinstance(rows, list):
            raise BridgeError("nightscout answered in another form")
        return [row for row in rows if isinstance(row, dict)]

    async def _get(self, path: str, query: dict[str, str]) -> Any:
        url = f"{self._settings.url.rstrip('/')}{path}"
        try:
            reply = await self._client.get(
                url, params=query, headers=self._headers, timeout=SECONDS
            )
            reply.raise_for_status()
            return reply.json()
        except (httpx.HTTPError, ValueError) as error:
            msg = f"nightscout cannot be asked ({type(error).__name__})"
            raise BridgeError(msg) from error
