from dataclasses import replace

import pytest

from care.alarm import AlarmId, Priority
from records.database import Database
from tests.fakes.calls import ADA, THREE, after, alarm

pytestmark = pytest.mark.integration


def test_an_episode_is_one_row_that_is_brought_up_to_date(record: Database) -> None:
    with record.unit() as unit:
        unit.alarms.keep(alarm(Priority.MEDIUM))
        unit.alarms.clear(alarm().id, after(60))
        unit.alarms.keep(alarm(Priority.HIGH))
        unit.alarms.clear(alarm().id, after(90))
    with record.reading() as unit:
        assert unit.alarms.get(alarm().id) == alarm(Priority.HIGH)
        assert unit.alarms.cleared_at(alarm().id) == after(60), "it ended once"
        assert unit.alarms.between(ADA.id, THREE, after(1)) == (alarm(),)
        assert unit.alarms.between(ADA.id, after(1), after(9)) == ()
        other = replace(alarm(), id=AlarmId("other"))
        assert unit.alarms.get(other.id) is None
        assert unit.alarms.cleared_at(other.id) is None
