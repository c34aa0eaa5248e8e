"""One key's life as the module tells it."""

from datetime import UTC, datetime

from care.observation import DeviceId
from sensors.epoch import Epoch, announce, announced_at
from sensors.module.sealed_epoch import sealed_epoch
from tests.fakes.keys import made_up_keys

EPOCH = Epoch(
    device=DeviceId("oximeter-1"),
    number=7,
    salt=bytes(16),
    since=datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
)
ANNOUNCEMENT = announce(EPOCH, made_up_keys(1))


def test_its_receipts_are_its_own_and_say_when() -> None:
    receipts = [(7, b"one", 100.0), (8, b"other", 50.0), (7, b"two", 200.0)]
    found = sealed_epoch(7, 9, ANNOUNCEMENT, receipts)
    assert found.receipts == (b"one", b"two")
    assert (found.first.timestamp(), found.last.timestamp()) == (100.0, 200.0)


def test_without_receipts_it_is_as_old_as_its_announcement() -> None:
    found = sealed_epoch(7, 9, ANNOUNCEMENT, [])
    assert found.first == found.last == announced_at(ANNOUNCEMENT) == EPOCH.since


def test_an_announcement_that_cannot_be_read_is_older_than_all() -> None:
    for damaged in (b"", b"announcement", ANNOUNCEMENT[:20], ANNOUNCEMENT[:-70]):
        assert announced_at(damaged) <= datetime.min.replace(tzinfo=UTC)
