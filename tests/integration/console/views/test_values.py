"""The latest value of every kind with its age, and whether the home is watching."""

from datetime import timedelta

import pytest

from console.office import Office
from console.views import now
from records.unit import Unit
from tests.fakes.ada import MINUTE, MORNING

pytestmark = pytest.mark.integration


def test_a_stream_that_stops_is_marked_old(unit: Unit, morning: Office) -> None:
    def old(minutes: float) -> set[str]:
        (home,) = now.gather(unit, morning, MORNING + minutes * MINUTE).homes
        return {one.seen.kind for one in home.values if one.old}

    assert old(0) == set()
    assert old(60) == {"glucose", "pulse", "spo2"}


def test_a_silent_station_is_not_watching(unit: Unit, morning: Office) -> None:
    alive = [
        now.gather(unit, morning, MORNING + timedelta(seconds=s)).watching.alive
        for s in (0, 28, 31)
    ]
    assert alive == [True, True, False]


def test_an_empty_record_is_neither_watched_nor_calm(empty: Office) -> None:
    with empty.database.reading() as unit:
        seen = now.gather(unit, empty, MORNING)
    assert (seen.cards, seen.closed, seen.watching.last) == ((), (), None)
    assert [*seen.homes[0].values, *seen.homes[0].doses] == []
