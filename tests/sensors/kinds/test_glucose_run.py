import pytest

from sensors.detector import View
from sensors.kinds.glucose_run import lasting, recovered, scale
from sensors.window import Sample
from tests.fakes.patients import ADA


def seen(values: list[float], step: float = 300.0) -> View:
    window = tuple(Sample(1e6 + step * i, value) for i, value in enumerate(values))
    return View(window, window[-1].at, None, None, 0, ADA, window[-1].at)


@pytest.mark.parametrize(
    ("values", "step", "number"),
    [
        ([80.0, 68, 67, 66], 300.0, 68),
        ([80.0, 68, 67], 300.0, 77),
        ([80.0, 59], 300.0, 69),
        ([80.0, 68], 900.0, 68),
        ([4.4, 3.8, 3.7, 3.6], 300.0, 3.8),
        ([4.4, 3.3], 300.0, 3.3 + 10 / 18.016),
    ],
)
def test_a_low_has_lasted_or_is_clearly_under(
    values: list[float], step: float, number: float
) -> None:
    assert lasting(seen(values, step)) == pytest.approx(number)


def test_the_unit_is_told_by_the_values() -> None:
    assert (scale([5.0, 9.0]), scale([40.0, 90.0])) == (18.016, 1.0)


@pytest.mark.parametrize(
    ("values", "step", "number"),
    [
        ([66.0, 71, 73, 72], 300.0, 71),
        ([71.0, 69, 73, 72], 300.0, 69),
        ([66.0, 71], 900.0, 71),
    ],
)
def test_a_low_is_over_when_it_was_over_for_as_long(
    values: list[float], step: float, number: float
) -> None:
    assert recovered(seen(values, step)) == number
