import stat
from pathlib import Path

import pytest

from records.backup import back_up
from records.database import Database
from records.faults import StoreRefusedError
from tests.fakes.homes import EIGHT, leaves, messages

pytestmark = pytest.mark.integration


def test_a_copy_holds_everything_under_the_same_key(
    record: Database, tmp_path: Path
) -> None:
    with record.unit() as unit:
        unit.intake.keep(messages(1, 50))
        unit.journal.add("Ada-Lovelace", "looked", EIGHT)
    to = tmp_path / "copy.db"
    to.write_bytes(b"an older copy")
    with record.unit() as unit:
        unit.states.save("half", 1, EIGHT)
        back_up(record, to)
    copy = record.beside(to)
    with copy.reading() as unit:
        assert len(leaves(unit)) == 50
        assert unit.states.names() == (), "what was not committed is not in it"
    copy.close()
    assert b"Ada-Lovelace" not in to.read_bytes()
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_where_it_cannot_be_written_is_said_and_nothing_is_left(
    record: Database, tmp_path: Path
) -> None:
    with pytest.raises(StoreRefusedError, match="copy.db"):
        back_up(record, tmp_path / "nowhere" / "copy.db")
