from datetime import UTC, datetime

from care.commands import Confirm, Raise
from sensors.detector import View
from sensors.kinds.glucose_doubt import doubtful, noisy, pressed, pressed_low
from sensors.replay import commands
from sensors.window import Sample
from tests.fakes.patients import ADA, NINE, reading, watch_of

NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC).timestamp()
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
SQUEEZED = [110.0, 112, 109, 111, 110, 112, 95, 72, 62, 61]
SLOW = [110.0, 106, 101, 97, 92, 88, 83, 79, 74, 68]


def seen(values: list[float], start: float = NIGHT) -> View:
    window = tuple(Sample(start + 300.0 * i, value) for i, value in enumerate(values))
    return View(window, window[-1].at, None, None, 0, ADA, window[-1].at)


def test_a_steep_drop_from_a_steady_night_looks_like_a_squeezed_sensor() -> None:
    assert pressed(seen(SQUEEZED)) == 1
    assert pressed_low(seen(SQUEEZED)) == 1
    assert doubtful(seen(SQUEEZED))


def test_a_slow_fall_is_a_low() -> None:
    assert pressed(seen(SLOW)) == 0
    assert not doubtful(seen(SLOW))


def test_by_day_nobody_lies_on_the_sensor() -> None:
    assert pressed(seen(SQUEEZED, NOON)) == 0


def test_in_mmol_it_is_the_same() -> None:
    assert pressed(seen([round(value / 18.016, 1) for value in SQUEEZED])) == 1


def test_a_suspicion_ends_when_the_value_comes_back() -> None:
    assert pressed(seen([*SQUEEZED, 80, 104, 110])) == 0


def test_jumps_to_and_fro_are_noise() -> None:
    assert (noisy(seen([110, 140, 112, 138, 111, 137], NOON)) or 0) >= 3
    assert noisy(seen(SLOW, NOON)) == 0


def test_the_home_asks_instead_of_alarming_but_the_urgent_floor_stays() -> None:
    start = NIGHT - NINE.timestamp()
    squeezed = [
        reading("glucose", value, start + 300 * i) for i, value in enumerate(SQUEEZED)
    ]
    told = [one for _, _, some in commands(watch_of(), squeezed) for one in some]
    asked = [one.question for one in told if isinstance(one, Confirm)]
    assert asked == ["low_sugar"]
    low = [*squeezed, reading("glucose", 50, start + 300 * len(squeezed))]
    told = [one for _, _, some in commands(watch_of(), low) for one in some]
    assert [one.alarm.code for one in told if isinstance(one, Raise)][-1] == "GLU-URGENT"


def test_a_stuck_sensor_is_a_technical_alarm() -> None:
    stuck = [reading("glucose", 120, 300 * i) for i in range(40)]
    told = [one for _, _, some in commands(watch_of(), stuck) for one in some]
    assert [one.alarm.code for one in told if isinstance(one, Raise)] == ["GLU-STUCK"]
