"""Link qualities: percentiles, loss, signal, and what a tally makes of messages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId
from sensors.inventory import Link
from sensors.quality import BOUNDS, DayQuality, by_link, delay_class

DAY = datetime(2026, 11, 22, tzinfo=UTC).date()
EMPTY = DayQuality(day=DAY, device=DeviceId("oximeter-1"), link=Link.LORAWAN)


def after(*delays: float) -> DayQuality:
    counts = [0] * (len(BOUNDS) + 1)
    for delay in delays:
        counts[delay_class(timedelta(seconds=delay))] += 1
    return replace(EMPTY, messages=len(delays), delays=tuple(counts))


def test_percentiles_are_the_ends_of_their_class() -> None:
    quality = after(*[0.04] * 90, *[3.0] * 9, 100.0)
    assert [quality.delay(share) for share in (0.5, 0.95, 0.99, 1.0)] == [0.05, 5, 5, 300]
    assert quality.messages == 100


def test_without_messages_there_is_no_percentile() -> None:
    assert EMPTY.delay(0.5) is None
    assert EMPTY.signal is None
    assert EMPTY.loss == 0


def test_more_than_a_day_late_is_beyond_all_classes() -> None:
    assert after(1e6).delay(0.5) == float("inf")


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50))
def test_a_percentile_is_never_below_the_true_one(delays: list[float]) -> None:
    found = after(*delays).delay(0.5)
    assert found is not None
    assert found >= sorted(delays)[(len(delays) - 1) // 2] or found in BOUNDS


def test_loss_and_signal() -> None:
    quality = DayQuality(
        day=DAY, device=EMPTY.device, link=Link.BLE, messages=99, lacking=1
    )
    assert quality.loss == 0.01
    assert replace(EMPTY, signals=2, signal_sum=-150.0).signal == -75


def test_links_are_compared_over_devices_and_days() -> None:
    rows = [
        DayQuality(
            day=DAY + timedelta(days=n),
            device=DeviceId(f"device-{n}"),
            link=link,
            messages=90,
            lacking=10,
            delays=(0, 90, *(0,) * (len(BOUNDS) - 1)),
            signals=2,
            signal_sum=-140.0,
            refused=1,
            reasons={"forged": 1},
        )
        for n, link in enumerate((Link.ZIGBEE, Link.BLE, Link.BLE))
    ]
    ble, zigbee = by_link(rows)
    assert (ble.link, ble.messages, ble.loss, ble.signal) == (Link.BLE, 180, 0.1, -70.0)
    assert (ble.day, ble.delay(0.99), ble.reasons) == (rows[2].day, 0.1, {"forged": 2})
    assert (zigbee.link, zigbee.messages) == (Link.ZIGBEE, 90)
    assert by_link([]) == ()
