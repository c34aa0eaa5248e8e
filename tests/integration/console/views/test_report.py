"""Weeks of medicine and pain, as the page shows them."""

import pytest

from console.office import Office
from console.views.report import gather, stretch_of, trend
from records.unit import Unit
from tests.fakes.ada import MORNING

pytestmark = pytest.mark.integration


def test_a_stretch_is_whole_local_days_and_ends_now(morning: Office) -> None:
    (patient,) = morning.patients()
    start, end = stretch_of(patient, MORNING, 7)
    assert (start.hour, start.minute, end) == (0, 0, MORNING)
    assert (MORNING.astimezone(patient.zone).date() - start.date()).days == 6


def test_each_medicine_has_a_square_a_day_and_pain_a_line(
    unit: Unit, morning: Office
) -> None:
    (patient,) = morning.patients()
    seen = gather(unit, patient, MORNING, 7)
    (picture,) = [one for one in seen.maps if one.medicine == "Metformin"]
    assert {cell.y for cell in picture.cells} == {0}
    assert seen.trend is not None
    ((_, y, point),) = seen.trend.points
    assert (point.score, seen.trend.line.count("L")) == (6, 0)
    assert min(t.at for t in seen.trend.scores) < y < max(t.at for t in seen.trend.scores)
    assert seen.contradictions == ()


def test_without_an_answer_there_is_no_line() -> None:
    assert trend([], MORNING, MORNING) is None
