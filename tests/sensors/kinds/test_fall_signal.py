import numpy as np
import pytest

from sensors.kinds.fall_signal import RATE, blows, even


def test_a_constant_stays_what_it_is_at_any_rate() -> None:
    grid = np.arange(50) / RATE
    for rate in (20.0, 39.8, 100.0):
        times = np.arange(int(2.5 * rate)) / rate
        found = even(times, np.tile([0.2, -0.9, 0.1], (len(times), 1)), grid)
        assert found == pytest.approx(np.tile([0.2, -0.9, 0.1], (50, 1)))


def test_a_short_blow_is_averaged_over_a_step() -> None:
    times = np.arange(201) / 100.0
    line = np.ones((201, 3))
    line[100] = 5.0
    found = even(times, line, np.arange(51) / RATE)
    assert found.max() == pytest.approx(2.0)
    assert found.sum() - 153 == pytest.approx(3.0, abs=0.01)


def test_only_the_strongest_of_blows_close_together_counts() -> None:
    size = np.ones(200)
    size[[50, 60, 120]] = [2.0, 3.0, 2.5]
    assert list(blows(size, "waist")) == [60, 120]
    size[120] = 1.5
    assert list(blows(size, "wrist")) == [60]
