from pathlib import Path

import pytest

from records.changes import Changes
from records.database import Database
from tests.fakes.homes import EIGHT, record_in

pytestmark = pytest.mark.integration


def test_a_commit_anywhere_is_seen_once(record: Database, tmp_path: Path) -> None:
    console = record_in(tmp_path)
    changes = Changes(record)
    assert not changes.any()
    with console.unit() as unit:
        unit.states.save("x", 1, EIGHT)
        assert not changes.any(), "not before it is committed"
    assert changes.any()
    assert not changes.any()
    with console.reading() as unit:
        unit.states.names()
    assert not changes.any()
    changes.close()
    console.close()
