"""Speakers that announce themselves on loopback."""

import pytest
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from assistant.speakers.discovery import Found, discover

pytestmark = pytest.mark.integration


async def test_a_satellite_on_the_network_is_found() -> None:
    try:
        zeroconf = AsyncZeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    except OSError as error:
        pytest.skip(f"no multicast here: {error}")
    kitchen = AsyncServiceInfo(
        "_wyoming._tcp.local.",
        "kitchen._wyoming._tcp.local.",
        addresses=[b"\x7f\x00\x00\x01"],
        port=10_700,
        server="kitchen.local.",
    )
    try:
        await zeroconf.async_register_service(kitchen)
        found = await discover(0.5, zeroconf)
    finally:
        await zeroconf.async_close()
    assert found == [Found(kind="wyoming", name="kitchen", host="127.0.0.1", port=10_700)]
