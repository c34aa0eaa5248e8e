"""Stories of sugar: what is told, once, and when."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from care.observation import Observation, Quality
from sensors.replay import Played, replay
from tests.fakes.patients import at, reading, watch_of


def told(readings: Sequence[Observation]) -> list[tuple[str, float]]:
    """Code and minute of each alarm that is not about the stream itself."""
    played = [one for one in replay(watch_of(), readings) if isinstance(one, Played)]
    return [
        (one.alarm.code, (one.at - at(0)).total_seconds() / 60)
        for one in played
        if one.alarm.cause == "physiological" and not one.worse and not one.again
    ]


def line(values: Sequence[float], start: float = 0) -> list[Observation]:
    return [reading("glucose", v, start + 300.0 * i) for i, v in enumerate(values)]


DOWN = [150.0] * 6 + [150 - 3.0 * i for i in range(30)] + [62.0] * 4


def test_a_slow_fall_is_warned_of_and_then_told_as_a_low() -> None:
    codes = dict(reversed(told(line(DOWN))))
    assert codes["GLUCOSE-LOW-SOON"] < codes["GLU-LOW"]
    assert next(i for i, v in enumerate(DOWN) if v < 70) * 5 > codes["GLUCOSE-LOW-SOON"]


def test_a_low_is_told_once_it_has_lasted() -> None:
    short = [90.0] * 12 + [68.0, 69.0] + [90.0] * 6
    lasting = [90.0] * 12 + [68.0] * 3 + [90.0] * 6
    assert "GLU-LOW" not in dict(told(line(short)))
    assert dict(told(line(lasting)))["GLU-LOW"] == 14 * 5


def test_a_low_after_a_quarter_of_an_hour_without_is_another_one() -> None:
    low, back = [66.0] * 4, [72.0] * 3
    apart = [
        one for one in told(line([90.0] * 12 + low + back + low)) if one[0] == "GLU-LOW"
    ]
    short = [
        one for one in told(line([90.0] * 12 + low + back[1:] + low)) if "LOW" in one[0]
    ]
    assert (len(apart), len(short)) == (2, 1)


def test_the_urgent_floor_does_not_wait() -> None:
    codes = told(line([90.0] * 12 + [54.0]))
    assert ("GLU-URGENT", 60.0) in codes


def test_a_high_that_falls_fast_is_no_low() -> None:
    assert told(line([260.0, 240, 220, 200, 190, 185, 180])) == []


def test_no_alarm_without_believed_values() -> None:
    bad = [
        reading("glucose", 60, 300.0 * i, quality=Quality.QUESTIONABLE) for i in range(9)
    ]
    late = [reading("glucose", 60, 300.0 * i, late=7200) for i in range(9)]
    none = [reading("glucose", 0, 300.0 * i) for i in range(9)]
    assert told(bad) == told(late) == told(none) == []


@settings(max_examples=10)
@given(st.integers(0, 300))
def test_shifting_all_times_by_days_shifts_only_times(days: int) -> None:
    shift = days * 86400.0
    moved = [(code, minute - shift / 60) for code, minute in told(line(DOWN, shift))]
    assert moved == told(line(DOWN))
