from pathlib import Path

import pytest

from records.database import Database
from records.upgrade import upgrade
from tests.fakes.homes import record_in

pytestmark = pytest.mark.integration


def test_upgrading_twice_changes_nothing(record: Database) -> None:
    with record.connection() as connection:
        before = connection.exec_driver_sql("SELECT sql FROM sqlite_schema").all()
        upgrade(connection)
        assert connection.exec_driver_sql("SELECT sql FROM sqlite_schema").all() == before


def test_a_migration_that_breaks_off_leaves_no_table(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    with record.connection() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema "
            "WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name in names.all():
            connection.exec_driver_sql(f"DROP TABLE {name}")

    def interrupted() -> None:
        with record.connection() as connection:
            upgrade(connection)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with record.connection() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
        assert left <= 1  # the counter of autoincrement stays
    record.close()
