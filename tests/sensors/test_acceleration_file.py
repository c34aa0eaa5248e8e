from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from care.errors import ConfigError
from sensors.acceleration_file import acceleration

FILE = Path("rec.csv")
HEADER = "time_s,ax_g,ay_g,az_g\n"


def written(*, scale: float = 1.0, start: float = 0.0) -> list[str]:
    return [f"{start + i * 0.05:.2f},0,{0.1 * scale},{scale}\n" for i in range(41)]


def samples(text: str) -> np.ndarray:
    return np.vstack(
        [wave.samples for wave in acceleration(FILE, text, "waist") if wave.samples]
    )


def test_acceleration_comes_in_seconds_at_the_rate_of_its_times() -> None:
    rows = "".join(f"{i * 0.05:.2f},0,0,1\n" for i in range(41))
    waves = list(acceleration(FILE, "time_s,ax_g,ay_g,az_g\n" + rows, "wrist"))
    assert [len(w.samples) for w in waves] == [20, 20, 1, 0]
    assert {wave.kind for wave in waves} == {"acceleration_wrist"}
    (first, *_) = waves
    assert first.rate == pytest.approx(20)


def test_acceleration_needs_numbers_at_rising_times() -> None:
    with pytest.raises(ConfigError, match="line 2, ay_g: a number, not 'x'"):
        list(acceleration(FILE, HEADER + "0,0,x,1\n", "waist"))
    with pytest.raises(ConfigError, match="at least two rows"):
        list(acceleration(FILE, HEADER + "0,0,0,1\n", "waist"))


@pytest.mark.parametrize("scale", [9.80665, 1000.0])
def test_other_units_become_g(scale: float) -> None:
    assert samples(HEADER + "".join(written(scale=scale))) == pytest.approx(
        samples(HEADER + "".join(written())), abs=1e-3
    )


def test_lost_samples_and_any_order_of_rows_change_little() -> None:
    rows = written()
    lost = [*rows[:7], "0.35,,,\n", *rows[8:]]
    assert len(samples(HEADER + "".join(lost))) == len(rows) - 1
    assert samples(HEADER + "".join(reversed(rows))) == pytest.approx(
        samples(HEADER + "".join(rows))
    )


def test_times_may_start_anywhere() -> None:
    waves = list(acceleration(FILE, HEADER + "".join(written(start=1.7e9)), "waist"))
    assert waves[0].taken_at.year == 2023
    assert all(a.taken_at <= b.taken_at for a, b in pairwise(waves))
