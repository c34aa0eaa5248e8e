"""Coverage-guided fuzzing of everything that reads bytes from outside.

    uv pip install atheris
    .venv/bin/python -m tests.fuzz.streams [TARGET] -runs=200000

Targets: opener, senml, announcement, receipt, renewal, gatt, notation; without one, all
are fuzzed, chosen by the first byte. A finding is any exception but the ones that the
readers promise. `tests/integration/sensors/test_fuzz.py` does it for a few seconds.
"""

import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import atheris

with atheris.instrument_imports(include=["sensors", "cbor2"]):
    from care.observation import DeviceId
    from care.people import PatientId
    from sensors.envelope import Mark, open_sealed, seal
    from sensors.epoch import read_announcement
    from sensors.gatt.characteristics import CHARACTERISTICS, decode
    from sensors.gatt.notation import octets
    from sensors.gatt.readings import Origin, readings
    from sensors.gatt.record import GattError
    from sensors.receipt import read_receipt
    from sensors.renewal import ask, read_answer, read_renewal
    from sensors.senml import decode as decode_senml
    from sensors.topics import Channel, up
    from tests.fakes.keys import made_up_keys

DEVICE, KEY = DeviceId("oximeter-1"), bytes(range(32))
TOPIC = up(DEVICE, Channel.READINGS)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
KEYS = made_up_keys(0x11)
PUBLIC = KEYS.public_key()
ORIGIN = Origin(
    patient=PatientId("ada"), device=DEVICE, received_at=NOW, zone=ZoneInfo("Europe/Paris")
)
UUIDS = sorted(CHARACTERISTICS)


def opener(data: bytes) -> None:
    """A stranger's bytes, and an insider's under a good seal."""
    open_sealed(data, topic=TOPIC, key_of=lambda _device, _epoch: KEY)
    mark = Mark(device=DEVICE, epoch=1, sequence=1)
    sealed = bytearray(seal(data, key=KEY, mark=mark, topic=TOPIC))
    if data:
        sealed[data[0] % len(sealed)] ^= data[-1]
    open_sealed(bytes(sealed), topic=TOPIC, key_of=lambda _device, _epoch: KEY)


def senml(data: bytes) -> None:
    """What an authentic device may send inside."""
    decode_senml(data, device=DEVICE, patient=PatientId("ada"), received_at=NOW)


def announcement(data: bytes) -> None:
    """A new key's announcement."""
    read_announcement(data, device=DEVICE, public_key=PUBLIC)


def receipt(data: bytes) -> None:
    """What a device takes for a receipt."""
    read_receipt(data, device=DEVICE, hub=PUBLIC)


def renewal(data: bytes) -> None:
    """A wish for a certificate, a stranger's and an insider's, and the home's answer."""
    read_renewal(data, device=DEVICE, public_key=PUBLIC)
    read_renewal(ask(DEVICE, data, KEYS), device=DEVICE, public_key=PUBLIC)
    read_answer(data, device=DEVICE, hub=PUBLIC)


def gatt(data: bytes) -> None:
    """A notification of a Bluetooth device, up to the readings it gives."""
    if not data:
        return
    uuid = UUIDS[data[0] % len(UUIDS)]
    try:
        records = decode(uuid, data[1:])
    except GattError:
        return
    for record in records:
        readings(uuid, record, ORIGIN)


def notation(data: bytes) -> None:
    """Bytes as somebody may type them."""
    try:
        octets(data.decode(errors="replace"))
    except GattError:
        return


TARGETS = {
    run.__name__: run
    for run in (opener, senml, announcement, receipt, renewal, gatt, notation)
}


def anything(data: bytes) -> None:
    """One of the targets."""
    if data:
        list(TARGETS.values())[data[0] % len(TARGETS)](data[1:])


if __name__ == "__main__":
    named = sys.argv[1] if len(sys.argv) > 1 else ""
    target = TARGETS.get(named, anything)
    words = [sys.argv[0], *sys.argv[2 if named in TARGETS else 1 :]]
    atheris.Setup(words, target)
    atheris.Fuzz()
