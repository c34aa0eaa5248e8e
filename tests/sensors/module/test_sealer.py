"""The sealer: fresh epochs, sequences without holes, messages within their size."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.errors import StoreError
from care.observation import DeviceId, Kind, Waveform
from sensors.envelope import MAX_SEALED, Opened, open_sealed
from sensors.epoch import Epoch, derive, read_announcement
from sensors.module.outbox import Outbox
from sensors.module.sealer import EPOCH_LENGTH, SOURCE_LIFE, Sealer
from sensors.topics import Channel
from tests.fakes.keys import made_up_keys
from tests.fakes.readings import ADA, OXIMETER, spo2

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DEVICE, HUB = made_up_keys(0x11), made_up_keys(0x22)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "outbox.db")
    yield made
    made.close()


def opened(outbox: Outbox, announcements: list[bytes]) -> list[Opened]:
    keys = {}
    for message in announcements:
        epoch = read_announcement(message, device=OXIMETER, public_key=DEVICE.public_key())
        assert isinstance(epoch, Epoch)
        secret = HUB.agree(DEVICE.public_key())
        keys[epoch.number] = derive(secret, salt=epoch.salt, device=OXIMETER)
    found = [
        open_sealed(row.sealed, topic=row.topic, key_of=lambda _device, epoch: keys[epoch])
        for row in outbox.pending(0, 1_000)
    ]
    assert all(isinstance(one, Opened) for one in found)
    return [one for one in found if isinstance(one, Opened)]


def test_readings_and_reports_share_one_sequence(outbox: Outbox) -> None:
    sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
    announcement = sealer.begin(NOW)
    for channel in (Channel.READINGS, Channel.REPORT, Channel.READINGS):
        assert sealer.put([spo2(97, NOW)], channel, NOW) is None
    marks = [one.mark for one in opened(outbox, [announcement])]
    assert [mark.sequence for mark in marks] == [1, 2, 3]
    assert [mark.channel.value for mark in marks] == ["readings", "report", "readings"]


def test_a_day_later_there_is_a_new_key(outbox: Outbox) -> None:
    sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
    first = sealer.put([spo2(97, NOW)], Channel.READINGS, NOW)
    later = NOW + EPOCH_LENGTH
    assert (
        sealer.put([spo2(97, NOW)], Channel.READINGS, later - timedelta(seconds=1)) is None
    )
    second = sealer.put([spo2(97, NOW)], Channel.READINGS, later)
    assert first is not None
    assert second is not None
    marks = [one.mark for one in opened(outbox, [first, second])]
    assert [mark.sequence for mark in marks] == [1, 2, 1]
    assert len({mark.epoch for mark in marks}) == 2


def test_every_start_has_its_own_key(outbox: Outbox) -> None:
    numbers = set()
    for _ in range(3):
        sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
        numbers.add(sealer.begin(NOW))
    assert len(numbers) == 3


def test_what_is_too_long_for_one_message_becomes_several(outbox: Outbox) -> None:
    sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
    samples = tuple((0.001 * n, 0.0, 1.0) for n in range(2_000))
    waves = [
        Waveform(
            patient=ADA,
            kind=Kind("acceleration"),
            unit="[g]",
            rate=50.0,
            axes=("x", "y", "z"),
            samples=samples,
            taken_at=NOW,
            received_at=NOW,
            device=DeviceId(OXIMETER),
        )
    ] * 9
    sealer.put(waves, Channel.READINGS, NOW)
    rows = outbox.pending(0, 100)
    assert len(rows) > 1
    assert all(len(row.sealed) <= MAX_SEALED for row in rows)


def test_what_is_offered_again_under_its_name_is_sealed_once(outbox: Outbox) -> None:
    first, again = (
        Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox),
        Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox),
    )
    both, three = [spo2(97, NOW), spo2(96, NOW)], [spo2(n, NOW) for n in (97, 96, 95)]
    first.put(both, Channel.READINGS, NOW, ("record 1", "record 2"))
    again.put(both, Channel.READINGS, NOW, ("record 1", "record 2"))
    assert len(outbox.pending(0, 10)) == 1
    again.put(three, Channel.READINGS, NOW, ("record 1", "record 2", "record 3"))
    assert len(outbox.pending(0, 10)) == 2
    for _ in range(2):
        again.put([spo2(94, NOW)], Channel.READINGS, NOW, ("",))
    assert len(outbox.pending(0, 10)) == 4


def test_names_are_forgotten_after_a_while_and_tell_nothing(
    outbox: Outbox, tmp_path: Path
) -> None:
    sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
    sealer.put([spo2(97, NOW)], Channel.READINGS, NOW, ("AA:BB record 1",))
    assert b"AA:BB" not in b"".join(f.read_bytes() for f in tmp_path.iterdir())
    again = NOW + SOURCE_LIFE  # a meter hands all it stores in, every time
    sealer.begin(again)
    sealer.put([spo2(97, NOW)], Channel.READINGS, again, ("AA:BB record 1",))
    sealer.begin(again + SOURCE_LIFE)
    assert len(outbox.pending(0, 10)) == 1
    sealer.begin(again + SOURCE_LIFE + timedelta(days=1))
    assert outbox.known(["AA:BB record 1"], again) == set()


def test_a_full_disk_leaves_no_hole(outbox: Outbox) -> None:
    sealer = Sealer(OXIMETER, DEVICE, HUB.public_key(), outbox)
    first = sealer.put([spo2(97, NOW)], Channel.READINGS, NOW)
    outbox._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot be written"):
        sealer.put([spo2(96, NOW)], Channel.READINGS, NOW)
    outbox._db.execute("PRAGMA query_only = OFF")
    second = sealer.put([spo2(96, NOW)], Channel.READINGS, NOW)
    assert first is not None
    assert second is not None
    marks = [one.mark for one in opened(outbox, [first, second])]
    assert [mark.sequence for mark in marks] == [1, 1]
    assert marks[0].epoch != marks[1].epoch
