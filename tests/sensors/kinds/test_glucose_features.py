import pytest

from sensors.kinds.glucose_features import NAMES, features


def named(values: list[float], step: float = 300.0) -> dict[str, float]:
    times = [1e6 + step * i for i in range(len(values))]
    return dict(zip(NAMES, features(times, values), strict=True))


def test_a_straight_fall_has_its_slope_and_no_bend() -> None:
    row = named([150.0 - 2 * i for i in range(30)])
    assert row["value"] == 92
    assert row["change_30"] == pytest.approx(-12)
    assert row["last_rate"] == pytest.approx(-0.4)
    assert row["bend_10"] == pytest.approx(0)


def test_between_readings_the_past_lies_on_the_line() -> None:
    assert named([100.0, 70.0], step=900.0)["change_5"] == pytest.approx(-10)


def test_before_the_first_reading_the_first_counts() -> None:
    row = named([100.0, 90.0])
    assert (row["change_180"], row["day_lowest"], row["day_low_share"]) == (-10, 90, 0)
