import pytest

from sensors.kinds.glucose_features import NAMES, features


def named(values: list[float], step: float = 300.0) -> dict[str, float]:
    times = [1e6 + step * i for i in range(len(values))]
    return dict(zip(NAMES, features(times, values), strict=True))


def test_a_straight_fall_has_its_slope_and_no_bend() -> None:
    row = named([150.0 - 2 * i for i in range(30)])
    assert row["value"] == 92
    assert row["change_30"] == pytest.approx(-12)
    for rate in ("last_rate", "rate_15", "rate_30", "rate_60"):
        assert row[rate] == pytest.approx(-0.4)
    for bend in ("bend_15_30", "bend_30_60", "turn_10", "turn_15", "turn_30", "jitter"):
        assert row[bend] == pytest.approx(0)
    assert row["line_20"] == pytest.approx(84)
    assert row["until_low_15"] == pytest.approx(55)
    assert row["lowest_180"] == 92
    assert row["highest_180"] == pytest.approx(150 - 2 * 29 + 58)


def test_between_readings_the_past_lies_on_the_line() -> None:
    row = named([130.0, 120.0, 100.0, 70.0], step=900.0)
    assert row["change_5"] == pytest.approx(-10)
    assert row["steps_3"] == 45


def test_before_the_first_reading_the_first_counts() -> None:
    row = named([105.0, 100.0, 95.0, 90.0])
    assert (row["change_180"], row["lowest_180"], row["highest_180"]) == (-15, 90, 105)


def test_what_does_not_fall_is_far_from_a_low() -> None:
    assert named([90.0] * 8)["until_low_30"] == 200
