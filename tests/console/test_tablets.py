from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.people import ProviderId
from console import tablets
from records.database import Database, open_database
from records.settings import RecordsSettings

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
NORA = ProviderId("nora")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = open_database(RecordsSettings(), tmp_path)
    yield found
    found.close()


def test_a_code_serves_once_and_runs_out(database: Database) -> None:
    with database.unit() as unit:
        code = tablets.code_for(unit, "bed", NORA, NOW)
        assert tablets.pair(unit, code, NOW + tablets.LIFE) is None
        made = tablets.pair(unit, f" {code.upper()} ", NOW)
        assert made is not None
        assert tablets.pair(unit, code, NOW) is None
        assert tablets.who(unit, made[0]) == made[1]
        assert tablets.who(unit, "") is None
        assert made[0] not in repr(tablets.load(unit))


def test_a_new_code_replaces_the_old_one_and_a_new_tablet_the_old_tablet(
    database: Database,
) -> None:
    with database.unit() as unit:
        old = tablets.code_for(unit, "bed", NORA, NOW)
        other = tablets.code_for(unit, "hall", NORA, NOW)
        new = tablets.code_for(unit, "bed", NORA, NOW + timedelta(minutes=1))
        assert tablets.pair(unit, old, NOW) is None
        first = tablets.pair(unit, new, NOW)
        again = tablets.pair(unit, tablets.code_for(unit, "bed", NORA, NOW), NOW)
        hall = tablets.pair(unit, other, NOW)
        assert first is not None
        assert again is not None
        assert hall is not None
        assert tablets.who(unit, first[0]) is None
        assert tablets.who(unit, again[0]) == again[1]
        assert tablets.send_away(unit, "bed", NOW)
        assert not tablets.send_away(unit, "bed", NOW)
        assert tablets.who(unit, again[0]) is None
        assert tablets.who(unit, hall[0]) == hall[1]
