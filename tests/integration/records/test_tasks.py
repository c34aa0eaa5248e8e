from dataclasses import replace

import pytest

from care.people import ProviderId
from records.database import Database
from records.tasks import Task
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration
LOOK = Task(id="pain/c1", patient=ADA, kind="pain", body={"score": 8}, created_at=EIGHT)


def test_a_task_is_there_once_until_somebody_has_done_it(record: Database) -> None:
    with record.unit() as unit:
        assert unit.tasks.add(LOOK)
        assert not unit.tasks.add(replace(LOOK, body={}))
        assert unit.tasks.open(ADA) == (LOOK,)
        unit.tasks.finish(LOOK.id, by=ProviderId("jo"), at=after(1))
        assert unit.tasks.open(ADA) == ()
        assert not unit.tasks.add(LOOK), "done is done"
