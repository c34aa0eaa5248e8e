"""Keys and devices as the hub knows them, through changes and restarts."""

from dataclasses import replace
from pathlib import Path

from care.observation import DeviceId
from sensors.epoch import announce
from sensors.inventory import Device, load
from sensors.ledger import Announced
from sensors.premises import establish, publish
from sensors.refusal import Refusal, Rejected
from tests.fakes.intake import EPOCH, NOW, Bench
from tests.fakes.readings import ADA, OXIMETER


def test_a_changed_inventory_is_noticed_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert not bench.registrar.refresh()
    publish(bench.premises, load(bench.premises.inventory).revoke(OXIMETER, NOW), NOW)
    assert bench.registrar.refresh()
    assert not bench.registrar.refresh()
    bench.ledger.close()


def test_a_repeated_announcement_is_the_same_epoch(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    message = announce(EPOCH, bench.keys())
    first = bench.registrar.learn(EPOCH, message, NOW)
    assert isinstance(first, Announced)
    assert bench.registrar.learn(EPOCH, message, NOW) is first
    stranger = replace(EPOCH, device=DeviceId("nobody-1"))
    refused = bench.registrar.learn(stranger, message, NOW)
    assert isinstance(refused, Rejected)
    assert refused.reason is Refusal.UNKNOWN_DEVICE
    bench.ledger.close()


def test_messages_of_an_old_key_open_after_the_device_got_a_new_one(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    waiting = bench.message(1)
    folder = bench.premises.device(OXIMETER)
    (folder / "device.key").unlink()
    (folder / "device.crt").unlink()
    row = Device(
        id=OXIMETER, patient=ADA, kinds=bench.registrar.inventory.index[OXIMETER].kinds
    )
    establish(bench.premises.folder, [row], now=NOW)
    bench.restart()
    assert len(bench.send(waiting).envelopes) == 1
    bench.ledger.close()
