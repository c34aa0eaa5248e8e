from dataclasses import replace

from sensors.detector import View
from sensors.forest import Forest
from sensors.kinds.glucose_risk import falling, model, near, risk, risk_by, urgent_soon
from sensors.window import Sample
from tests.fakes.patients import ADA


def seen(values: list[float], step: float = 300.0) -> View:
    window = tuple(Sample(1e6 + step * i, value) for i, value in enumerate(values))
    return View(window, window[-1].at, None, None, 0, ADA, window[-1].at)


DOWN = [150.0 - 3.0 * i for i in range(26)]
FLAT = [110.0 + i % 2 for i in range(26)]


def test_a_steady_fall_towards_a_low_is_likelier_than_a_level_line() -> None:
    assert (risk(seen(DOWN)) or 0) > 20
    assert (risk(seen(FLAT)) or 0) < 10


def test_both_units_give_the_same_chance() -> None:
    mmol = [one / 18.016 for one in DOWN]
    assert abs((risk(seen(DOWN)) or 0) - (risk(seen(mmol)) or 0)) < 1


def test_nothing_is_said_while_low_already_or_with_too_little() -> None:
    assert risk(seen([*DOWN, 69.0])) is None
    assert risk(seen([80.0, 76.0])) is None
    assert risk(seen([180.0] * 10)) == 0


def test_a_fast_fall_is_told_only_where_it_leads_to_a_low() -> None:
    assert (falling(seen([130.0, 110, 95, 80])) or 0) < -3
    assert falling(seen([250.0, 230, 215, 200])) == 0


def test_the_straight_line_counts_only_near_a_low() -> None:
    assert urgent_soon(seen([160.0, 145, 130, 115])) == 115
    assert (urgent_soon(seen([104.0, 94, 84, 74])) or 99) <= 55


def test_the_model_is_asked_only_where_a_low_is_within_reach() -> None:
    assert near(90.0, 0.0)
    assert near(140.0, 2.0)
    assert not near(140.0, 0.2)
    assert not near(160.0, 5.0)
    assert risk(seen([130.0, 131, 130, 131, 130])) == 0.0


def test_another_model_may_be_asked() -> None:
    def never() -> Forest:
        return replace(model(), base=-30.0)

    assert (risk_by(never)(seen(DOWN)) or 0) < 1
