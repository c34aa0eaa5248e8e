import pytest
from sqlalchemy import text

from records.database import Database
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration


@pytest.fixture
def written(record: Database) -> Database:
    with record.unit() as unit:
        for number in range(5):
            unit.journal.add("jo", "looked", after(number), patient=ADA, body={"n": number})
        unit.journal.add("home", "started", after(9))
        for name in ("journal_no_update", "journal_no_delete"):
            unit.session.execute(text(f"DROP TRIGGER {name}"))
    return record


def test_it_is_read_from_its_end(written: Database) -> None:
    with written.reading() as unit:
        assert [entry.number for entry in unit.journal.last(2)] == [6, 5]
        own = unit.journal.last(9, ADA)
        assert [entry.body["n"] for entry in own] == [4, 3, 2, 1, 0]
        assert unit.journal.verify() is None
        assert unit.journal.head()[0] == 6


@pytest.mark.parametrize(
    ("tampering", "breaks_at"),
    [
        ("UPDATE journal SET who = 'ann' WHERE number = 3", 3),
        ("UPDATE journal SET at = at + 1 WHERE number = 1", 1),
        ("UPDATE journal SET patient = NULL WHERE number = 2", 2),
        ("DELETE FROM journal WHERE number = 4", 4),
        ("DELETE FROM journal WHERE number = 1", 1),
        ("UPDATE journal SET digest = x'00' WHERE number = 6", 6),
    ],
)
def test_tampering_is_found_where_it_happened(
    written: Database, tampering: str, breaks_at: int
) -> None:
    with written.unit() as unit:
        unit.session.execute(text(tampering))
    with written.reading() as unit:
        assert unit.journal.verify() == breaks_at


def test_an_empty_journal_is_whole(record: Database) -> None:
    with record.reading() as unit:
        assert unit.journal.verify() is None
        assert unit.journal.head() == (0, bytes(32))
        assert EIGHT not in [entry.at for entry in unit.journal.last(5)]
