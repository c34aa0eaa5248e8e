"""Sealed readings through a real broker, with faults on the way."""

import pytest

from sensors.incident import Trouble
from sensors.refusal import Refusal
from tests.fakes.readings import spo2
from tests.integration.sensors.conftest import CLOCK, OXIMETER, PENDANT, Home

pytestmark = pytest.mark.integration


def test_a_reading_is_kept_handed_on_and_signed_for(home: Home) -> None:
    home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now()), spo2(96, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 2)
    assert [value for _, value in home.store.values] == [97.0, 96.0]
    assert module.wait_signed(20)


def test_nothing_is_lost_while_hub_and_broker_are_away(home: Home) -> None:
    home.start_hub()
    module = home.module(OXIMETER)
    for value in range(60, 70):
        module.submit([spo2(value, CLOCK.now())])
    assert home.store.wait(lambda s: len(s.kept) == 10)
    home.stop_hub()
    for value in range(70, 80):
        module.submit([spo2(value, CLOCK.now())])
    home.kill_broker()
    for value in range(80, 90):
        module.submit([spo2(value, CLOCK.now())])
    home.start_broker()
    home.start_hub()
    assert module.wait_signed(40)
    values = sorted(value for _, value in home.store.values)
    assert values == [float(v) for v in range(60, 90)]


def test_a_gone_broker_is_reported_and_so_is_its_return(home: Home) -> None:
    hub = home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 1)
    home.kill_broker()
    assert home.wait(lambda h: any(i.trouble is Trouble.BROKER_GONE for i in h.incidents))
    home.start_broker()
    assert home.wait(lambda h: any(i.over for i in h.incidents))
    assert hub.connected
    module.submit([spo2(95, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 2)


def test_a_full_disk_leaves_readings_unacknowledged_until_they_are_kept(home: Home) -> None:
    home.store.full = True
    home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: any(i.trouble is Trouble.STORE_FAILING for i in h.incidents))
    assert home.delivered == []
    home.stop_hub()  # never acknowledged: the broker still has it
    home.store.full = False
    home.start_hub()
    assert home.wait(lambda h: len(h.delivered) == 1)
    assert module.wait_signed(20)


def test_readings_that_cannot_be_are_refused_and_counted(home: Home) -> None:
    hub = home.start_hub()
    module = home.module(OXIMETER)
    now = CLOCK.now()
    module.submit([spo2(97, now), spo2(300, now), spo2(97, now, unit="mmol/L")])
    assert module.wait_signed(20)
    assert [r.value for r in home.delivered] == [97.0]  # type: ignore[union-attr]
    refused = hub.tally.refused()
    assert refused == {Refusal.IMPLAUSIBLE: 1, Refusal.UNIT: 1}


def test_two_devices_do_not_mix(home: Home) -> None:
    home.start_hub()
    one, two = home.module(OXIMETER), home.module(PENDANT)
    one.submit([spo2(97, CLOCK.now())])
    two.submit([spo2(88, CLOCK.now(), device=PENDANT)])
    assert one.wait_signed(20)
    assert two.wait_signed(20)
    assert set(home.store.values) == {(OXIMETER, 97.0), (PENDANT, 88.0)}


def test_a_damaged_inventory_is_told_and_does_not_stop_the_intake(home: Home) -> None:
    home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 1)
    whole = home.premises.inventory.read_bytes()
    home.premises.inventory.write_text("nonsense")
    assert home.wait(lambda h: any(i.trouble is Trouble.EXPIRING for i in h.incidents))
    module.submit([spo2(96, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 2)
    home.premises.inventory.write_bytes(whole)
    assert home.wait(lambda h: any(i.over for i in h.incidents))


def test_a_broker_that_starts_later_is_not_missed(home: Home) -> None:
    home.kill_broker()
    hub = home.start_hub()
    home.start_broker()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 1)
    assert hub.connected
    assert home.incidents == []
