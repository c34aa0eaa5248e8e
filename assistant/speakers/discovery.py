"""Finds speakers on the home's network by what they announce (zeroconf)."""

import asyncio
from dataclasses import dataclass

from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

SERVICES = {"_wyoming._tcp.local.": "wyoming", "_esphomelib._tcp.local.": "esphome"}
ANSWER_LIMIT = 2000
"""Milliseconds to wait for one service's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A speaker that announced itself; it is used only once it is in config.yml."""

    kind: str
    """The speaker kind of the config: wyoming or esphome."""
    name: str
    host: str
    port: int


async def discover(seconds: float, zeroconf: AsyncZeroconf | None = None) -> list[Found]:
    """Every speaker heard of within so many real seconds."""
    own = zeroconf or AsyncZeroconf()
    names: dict[tuple[str, str], None] = {}

    def changed(
        zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        del zeroconf
        if state_change is not ServiceStateChange.Removed:
            names[service_type, name] = None

    browser = AsyncServiceBrowser(own.zeroconf, list(SERVICES), handlers=[changed])
    try:
        await asyncio.sleep(seconds)
        found = [await _look(own, kind, name) for kind, name in names]
    finally:
        await browser.async_cancel()
        if zeroconf is None:
            await own.async_close()
    return sorted(filter(None, found), key=lambda one: (one.kind, one.name))


async def _look(zeroconf: AsyncZeroconf, service: str, name: str) -> Found | None:
    info = AsyncServiceInfo(service, name)
    if not await info.async_request(zeroconf.zeroconf, ANSWER_LIMIT) or not info.port:
        return None
    addresses = info.parsed_scoped_addresses()
    return Found(
        kind=SERVICES[service],
        name=name.removesuffix(f".{service}"),
        host=addresses[0] if addresses else (info.server or "").rstrip("."),
        port=info.port,
    )
