from sensors.detector import View
from sensors.kinds.glucose_risk import falling, risk, urgent_soon
from sensors.window import Sample
from tests.fakes.patients import ADA


def seen(values: list[float], step: float = 300.0) -> View:
    window = tuple(Sample(1e6 + step * i, value) for i, value in enumerate(values))
    return View(window, window[-1].at, None, None, 0, ADA, window[-1].at)


DOWN = [150.0 - 3.0 * i for i in range(26)]
FLAT = [110.0 + i % 2 for i in range(26)]


def test_a_steady_fall_towards_a_low_is_likelier_than_a_level_line() -> None:
    assert (risk(seen(DOWN)) or 0) > 20
    assert 0 < (risk(seen(FLAT)) or 0) < 10


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
