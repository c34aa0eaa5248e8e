import numpy as np
import pytest

from sensors.kinds.acceleration_times import evenly

SAMPLES = np.column_stack([np.arange(100.0), np.zeros(100), np.ones(100)])


def test_stamps_in_bursts_are_spread_evenly() -> None:
    burst = np.array([i * 0.1 + j * 0.001 for i in range(20) for j in range(5)])
    rate, samples = evenly(burst, SAMPLES)
    assert rate == pytest.approx(99 / burst[-1])
    assert (samples == SAMPLES).all()


def test_a_true_gap_is_followed() -> None:
    times = np.array([i * 0.05 + 2.0 * (i >= 50) for i in range(100)])
    rate, samples = evenly(times, SAMPLES)
    middle = round((times[49] + 1.0) * rate)
    assert len(samples) == 100
    assert 49 <= samples[middle, 0] <= 50


def test_rows_of_one_whole_second_are_spread_over_it() -> None:
    cut_off = np.floor(np.arange(100) / 20.0)
    rate, samples = evenly(cut_off, SAMPLES)
    assert rate == pytest.approx(20.0)
    assert samples == pytest.approx(SAMPLES)
