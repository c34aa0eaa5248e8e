import pytest

from records.database import Database
from records.keep import keep_once, upsert
from records.tables import TaskRow
from tests.fakes.homes import EIGHT, after

pytestmark = pytest.mark.integration
ROW = {"id": "t", "patient": "ada", "kind": "k", "body": "{}", "created_at": EIGHT}


def test_once_is_once_and_replacing_leaves_the_other_columns(record: Database) -> None:
    with record.unit() as unit:
        assert keep_once(unit.session, TaskRow, ROW | {"done_by": "jo"})
        assert not keep_once(unit.session, TaskRow, ROW | {"kind": "other"})
        upsert(unit.session, TaskRow, ROW | {"kind": "new", "created_at": after(1)})
        row = unit.session.get(TaskRow, "t")
        assert row is not None
        assert (row.kind, row.created_at, row.done_by) == ("new", after(1), "jo")
