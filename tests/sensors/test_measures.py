from sensors import measures
from sensors.detector import View
from sensors.window import Sample
from tests.fakes.patients import ADA


def seen(values: list[float | str], step: float = 1.0, usual: float | None = None) -> View:
    window = tuple(Sample(i * step, value) for i, value in enumerate(values))
    last = window[-1].at if window else 0.0
    return View(window, last, usual, None, len(values), ADA, last)


def test_depth_times_time_adds_up_under_the_limit() -> None:
    assert measures.depth_times_time(90)(seen([88.0] * 11)) == 20
    assert measures.depth_times_time(90)(seen([92.0] * 11)) == 0


def test_a_gap_counts_for_ten_seconds_and_a_depth_for_three_points_at_most() -> None:
    assert measures.depth_times_time(90, 600)(seen([80.0, 80.0], 300)) == 30


def test_steep_is_how_far_it_fell_to_below_the_limit() -> None:
    assert measures.steep(89)(seen([97, 95, 88])) == 9
    assert measures.steep(89)(seen([97, 95, 90])) == 0


def test_from_usual_needs_something_usual() -> None:
    assert measures.from_usual(seen([90.0])) is None
    assert measures.from_usual(seen([90.0], usual=95)) == -5
    assert measures.from_usual(seen(["opened"], usual=1)) is None


def test_silence_grows_by_the_minute() -> None:
    late = seen([1.0])._replace(at=120.0)
    assert measures.silence(late) == 2
    assert measures.silent_until(late, 5) == 300


def test_something_happened_lately_or_not() -> None:
    word = measures.happened(frozenset({"fall"}), 2)
    assert word(seen(["fall", "alive"])) == 1
    assert word(seen(["fall"])._replace(at=121.0)) == 0
    assert measures.past(frozenset({"fall"}), 2)(seen(["fall"]), 1) == 121
    assert measures.past(frozenset({"fall"}), 2)(seen(["up"]), 1) is None


def test_drop_gain_and_loss() -> None:
    assert measures.drop(5)(seen([130, 105], 60)) == 25
    assert measures.gain(60)(seen([70, 69, 72], 60)) == 3
    assert measures.loss_percent(60)(seen([80, 76], 60)) == 5
    assert measures.drop(5)(seen([])) is None


def test_steady_is_the_median_of_the_last_minutes() -> None:
    assert measures.steady(30)(seen([3, 9, 4], 60)) == 4
