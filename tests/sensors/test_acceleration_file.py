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


def test_counts_of_a_sensor_are_taken_for_gravity() -> None:
    size = np.linalg.norm(samples(HEADER + "".join(written(scale=256.0))), axis=1)
    assert np.median(size) == pytest.approx(1.0)


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


@pytest.mark.parametrize(
    "header",
    [
        "timestamp,x,y,z",
        "t,accX,accY,accZ",
        "seconds_elapsed,accel_x,accel_y,accel_z",
        "Elapsed (s),X-axis (g),Y-axis (g),Z-axis (g)",
        "time_s,ax_ms2,ay_ms2,az_ms2",
        "Time,Accelerometer_X,Accelerometer_Y,Accelerometer_Z",
    ],
)
def test_columns_are_known_by_many_names(header: str) -> None:
    text = f"{header}\n{''.join(written())}"
    assert samples(text) == pytest.approx(samples(HEADER + "".join(written())))


def test_turning_rates_are_no_acceleration() -> None:
    with pytest.raises(ConfigError, match="a column ax_g"):
        list(acceleration(FILE, "time_s,gx,gy,gz\n0,0,0,1\n1,0,0,1\n", "waist"))


@pytest.mark.parametrize("parts", [1e3, 1e6])
def test_seconds_may_turn_out_to_be_smaller_parts(parts: float) -> None:
    rows = [f"{i * 0.05 * parts:.0f},0,0.1,1\n" for i in range(41)]
    assert samples(HEADER + "".join(rows)).shape == (41, 3)


def test_a_sample_a_minute_is_no_movement() -> None:
    rows = [f"2026-01-05T08:{i:02}:00Z,0,0,1\n" for i in range(9)]
    with pytest.raises(ConfigError, match="rows less than a second apart"):
        list(acceleration(FILE, HEADER + "".join(rows), "waist"))
