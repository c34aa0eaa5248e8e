from datetime import datetime

import pytest

from care.errors import StoreError
from records.database import Database
from tests.fakes.homes import EIGHT, after

pytestmark = pytest.mark.integration


def test_the_last_state_is_the_one_that_holds(record: Database) -> None:
    with record.unit() as unit:
        unit.states.save("watch:ada", (1, 2), EIGHT)
        unit.states.save("watch:ada", (3,), after(1))
        unit.states.save("dialogue", EIGHT, after(1))
        assert unit.states.load("watch:ada", tuple[int, ...]) == (3,)
    with record.reading() as unit:
        assert unit.states.load("dialogue", datetime) == EIGHT
        assert unit.states.names() == ("dialogue", "watch:ada")
        assert unit.states.names("watch:") == ("watch:ada",)


def test_no_state_is_none_and_another_shape_is_an_error(record: Database) -> None:
    with record.unit() as unit:
        assert unit.states.load("watch", tuple[int, ...]) is None
        unit.states.save("watch", {"a": 1}, EIGHT)
        with pytest.raises(StoreError, match="cannot be read"):
            unit.states.load("watch", datetime)
