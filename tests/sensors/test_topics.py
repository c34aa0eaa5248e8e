"""Topics name one device and one channel, or nothing."""

import pytest

from care.observation import DeviceId
from sensors.topics import UPWARD, Channel, down, parse_up, up

DEVICE = DeviceId("oximeter-1")


@pytest.mark.parametrize("channel", UPWARD)
def test_what_devices_write_is_read_back(channel: Channel) -> None:
    assert parse_up(up(DEVICE, channel)) == (DEVICE, channel)


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "home/v1/up/oximeter-1",
        "home/v1/up/oximeter-1/readings/more",
        "home/v1/up/OXIMETER/readings",
        "home/v1/up/a/readings",
        "home/v1/up/+/readings",
        "home/v1/up//readings",
        down(DEVICE, Channel.RECEIPT),
        up(DEVICE, Channel.RECEIPT),
    ],
)
def test_everything_else_is_none_of_ours(topic: str) -> None:
    assert parse_up(topic) is None
