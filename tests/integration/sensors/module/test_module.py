"""The device side over a real broker: re-sending, receipts, bridges, revocation."""

import asyncio
import json
import signal
import threading
from functools import partial
from pathlib import Path

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from assistant.cli.proof import at_home, at_module
from care.errors import SetupError, StoreError
from sensors.bridges.seen import Seen
from sensors.broker import tell
from sensors.incident import Trouble
from sensors.inventory import load
from sensors.module.gateway import Gateway
from sensors.module.module import Module
from sensors.premises import publish
from sensors.reissue import ordered
from sensors.settings import BluetoothDevice, ModuleSettings
from tests.fakes.readings import spo2
from tests.integration.sensors.conftest import (
    CLOCK,
    OXIMETER,
    PENDANT,
    Home,
    open_broker,
)

pytestmark = pytest.mark.integration
START, END = CLOCK.now().replace(year=2000), CLOCK.now().replace(year=2100)


def test_a_restarted_module_hands_in_what_waited(home: Home) -> None:
    home.start_hub()
    home.kill_broker()
    first = home.module(OXIMETER)
    for value in range(90, 95):
        first.submit([spo2(value, CLOCK.now())])
    assert first.waiting == 5
    first.stop()
    home.modules.clear()
    home.start_broker()
    second = home.module(OXIMETER)
    assert second.wait_signed(20)
    assert [v for _, v in home.store.values] == [90.0, 91.0, 92.0, 93.0, 94.0]


def test_a_backlog_is_sent_at_a_pace_that_the_home_accepts(home: Home) -> None:
    limited = home.settings.model_copy(update={"messages_a_second": 200.0})
    home.settings = limited
    home.start_hub()
    home.kill_broker()
    module = home.module(OXIMETER)
    readings = [spo2(97, CLOCK.now())]
    for _ in range(300):
        module.submit(readings)
    module._pace.budget = 50.0  # as after a long backlog
    home.start_broker()
    assert module.wait_signed(40)
    assert len(home.store.kept) == 300
    assert [i.trouble for i in home.incidents if i.trouble is Trouble.MISBEHAVING] == []


def test_both_sides_prove_the_same(home: Home) -> None:
    home.start_hub()
    module = home.module(OXIMETER)
    for value in range(60, 80):
        module.submit([spo2(value, CLOCK.now())])
    assert module.wait_signed(20)
    module.stop()
    home.modules.clear()
    home.stop_hub()
    (here,) = at_home(home.folder, OXIMETER, START, END)
    folder = home.folder / "as-module"
    folder.mkdir()
    (folder / "hub.crt").write_bytes(home.premises.certificate("hub").read_bytes())
    (folder / "outbox.db").write_bytes((home.folder / "oximeter-1.outbox.db").read_bytes())
    (there,) = at_module(folder, OXIMETER, START, END)
    assert here.whole
    assert there.whole
    assert (here.epoch, here.signed) == (there.epoch, there.signed) == (here.epoch, 20)


def test_a_receipt_of_a_stranger_deletes_nothing(home: Home) -> None:
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    module._settle(b"rubbish")
    assert module.waiting == 1


def test_revocation_ends_one_connection_and_nobody_elses(home: Home) -> None:
    hub = home.start_hub(partial(tell, home.folder / "broker"))
    module, other = home.module(OXIMETER), home.module(PENDANT)
    module.submit([spo2(97, CLOCK.now())])
    other.submit([spo2(94, CLOCK.now(), device=PENDANT)])
    assert home.wait(lambda h: len(h.delivered) == 2)
    now, refused, broker = CLOCK.now(), threading.Event(), home.broker
    module._link._on_state = lambda _up, why: (
        refused.set() if "certificate" in why else None
    )
    generation = other._link._generation
    publish(home.premises, load(home.premises.inventory).revoke(OXIMETER, now), now)
    assert refused.wait(20)
    module.submit([spo2(96, CLOCK.now())])
    other.submit([spo2(95, CLOCK.now(), device=PENDANT)])
    assert home.wait(lambda h: len(h.delivered) == 3)
    assert not module.connected
    assert module.waiting == 1
    assert hub.connected
    assert [i.trouble for i in home.incidents] == []
    assert broker is not None
    assert broker.poll() is None
    assert other._link._generation == generation


def test_a_device_renews_itself_over_its_own_connection(home: Home) -> None:
    hub = home.start_hub(partial(tell, home.folder / "broker"))
    module, inventory = home.module(OXIMETER), home.premises.inventory
    module.submit([spo2(97, CLOCK.now())])
    assert home.wait(lambda h: len(h.delivered) == 1)
    folder = home.premises.device(OXIMETER)
    key = (folder / "device.key").read_bytes()
    table = load(inventory)
    old = table.index[OXIMETER]
    publish(home.premises, table.put(ordered(old)), CLOCK.now())
    revoked = threading.Event()
    while not any(line.serial == old.serial for line in load(inventory).revoked):
        module.submit([spo2(96, CLOCK.now())])
        revoked.wait(0.3)
    fresh = load(inventory).index[OXIMETER]
    assert (fresh.rotate, fresh.previous) == (False, old.certificate)
    assert (folder / "device.key").read_bytes() != key
    assert (folder / "device.crt").read_text() == fresh.certificate
    module.submit([spo2(95, CLOCK.now())])
    assert module.wait_signed(20)
    kept = [value for _, value in home.store.values]
    assert kept[0] == 97.0
    assert kept[-1] == 95.0
    assert hub.connected
    assert home.incidents == []


def test_a_new_device_is_let_in_by_a_signal(home: Home) -> None:
    home.kill_broker()
    home.premises.acl.write_text("user hub-ingest\ntopic read home/v1/up/#\n")
    home.start_broker()
    hub = home.start_hub()
    module = home.module(OXIMETER)
    module.submit([spo2(97, CLOCK.now())])
    pause = threading.Event()
    while not (hub.connected and module.connected):
        pause.wait(0.05)
    assert home.broker is not None
    publish(home.premises, load(home.premises.inventory), CLOCK.now())
    home.broker.send_signal(signal.SIGHUP)
    assert home.wait(lambda h: len(h.delivered) == 1)


def test_keys_that_do_not_fit_are_named(home: Home, tmp_path: Path) -> None:
    folder = home.premises.device(OXIMETER)
    (folder / "hub.crt").write_bytes((folder / "device.crt").read_bytes())
    Module(folder, outbox=tmp_path / "a.db", clock=CLOCK).stop()
    (folder / "hub.crt").write_text("nonsense")
    with pytest.raises(SetupError, match=r"hub\.crt cannot be read"):
        Module(folder, outbox=tmp_path / "b.db", clock=CLOCK)


def test_a_full_disk_is_said_to_the_one_who_submits(home: Home) -> None:
    module = home.module(OXIMETER)
    module._outbox._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="outbox cannot be written"):
        module.submit([spo2(97, CLOCK.now())])


async def test_a_gateway_seals_what_a_bridge_hears(home: Home) -> None:
    home.start_hub()
    with open_broker(home.folder / "plain") as port:
        settings = ModuleSettings.model_validate(
            {
                "host": "127.0.0.1",
                "port": home.settings.broker.port,
                "bridges": {
                    "scale": {
                        "type": "json",
                        "source": {"port": port},
                        "topics": {
                            "oximeter": [{"kind": "spo2", "path": "v", "unit": "%"}]
                        },
                    }
                },
            }
        )
        gateway = Gateway(home.premises.device(OXIMETER), settings, CLOCK)
        running = asyncio.get_running_loop().run_in_executor(None, speak, port, home)
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            task = group.create_task(gateway.run())
            await running
            task.cancel()
    assert home.delivered[0].kind == "spo2"
    assert home.delivered[0].device == OXIMETER


def test_a_measurement_that_a_device_repeats_is_sealed_once(home: Home) -> None:
    cuff = BluetoothDevice(address="AA:BB", characteristics=("2A35",))
    said: list[str] = []
    gateway = Gateway(home.premises.device(OXIMETER), ModuleSettings(), CLOCK, said.append)
    timed = bytes.fromhex("0678005000FF07EA070B160800004800")
    for _ in range(2):
        gateway._decoded("cuff", cuff, "2A35", timed)
    assert gateway._module.waiting == 1
    for _ in range(2):
        gateway._decoded("cuff", cuff, "2A35", bytes.fromhex("0078005000FF07"))
    assert gateway._module.waiting == 3
    meter = BluetoothDevice(address="AA:BB", characteristics=("2A18",))
    unset = bytes.fromhex("020A00D007010100000078B011")
    for _ in range(2):
        gateway._decoded("meter", meter, "2A18", unset)
    assert gateway._module.waiting == 4
    gateway._module._outbox._db.execute("PRAGMA query_only = ON")
    for _ in range(2):
        gateway.hand_on("x", [Seen(kind="spo2", value=1.0, unit="%", taken_at=CLOCK.now())])
    assert len(said) == 1
    assert "cannot be written" in said[0]
    with pytest.raises(SetupError, match="another philomel module is at work"):
        Gateway(home.premises.device(OXIMETER), ModuleSettings(), CLOCK)
    gateway._module.stop()
    gateway._lock.close()


def speak(port: int, home: Home) -> None:
    """Say the same thing until it has come through the whole way."""
    client = Client(CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", port)
    client.loop_start()
    for _ in range(60):
        client.publish("oximeter", json.dumps({"v": 96}), qos=1)
        if home.wait(lambda h: bool(h.delivered), 0.3):
            break
    client.disconnect()
    client.loop_stop()
