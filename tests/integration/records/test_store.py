import pytest

from records.database import Database
from records.store import Store
from tests.fakes.homes import ADA, after, leaves, messages

pytestmark = pytest.mark.integration


def test_a_batch_is_on_disk_when_keep_returns(record: Database) -> None:
    Store(record).keep(messages(1, 3))
    Store(record).keep(messages(2, 3))
    with record.reading() as unit:
        assert list(leaves(unit)) == [1, 2, 3, 4]
        assert len(unit.readings.since(ADA, after(0))) == 8
