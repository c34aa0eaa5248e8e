import pytest
from sqlalchemy import text

from records.checkup import Checkup, check_up
from records.database import Database
from tests.fakes.homes import EIGHT, messages

pytestmark = pytest.mark.integration


def test_a_whole_record_is_whole(record: Database) -> None:
    with record.unit() as unit:
        unit.intake.keep(messages(1, 50))
    assert check_up(record) == Checkup(sealed=True, sound=True, breaks_at=None)
    assert check_up(record).whole


def test_a_tampered_journal_is_not(record: Database) -> None:
    with record.unit() as unit:
        unit.journal.add("jo", "looked", EIGHT)
        unit.session.execute(text("DROP TRIGGER journal_no_update"))
        unit.session.execute(text("UPDATE journal SET who = 'ann'"))
    assert check_up(record).breaks_at == 1
    assert not check_up(record).whole


def test_a_damaged_page_is_found_without_touching_its_table(record: Database) -> None:
    with record.unit() as unit:
        unit.intake.keep(messages(1, 500))
    with record.connection() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    link = record.connect()
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()
    record.close()
    held = bytearray(record.file.read_bytes())
    held[(pages - 1) * 4_096 + 100] ^= 1
    record.file.write_bytes(held)
    assert not check_up(record).sealed
