import pytest

from care.alarm import Priority, Reason
from care.commands import Raise
from sensors import news2
from sensors.derived import score
from sensors.held import Reported
from sensors.watch import Event, Measured, Tick, Told, Watch
from tests.fakes.patients import ADA, at, reading, watch_of
from tests.sensors.test_watch import play

UNITS = {
    "respiration": "/min",
    "spo2": "%",
    "systolic": "mm[Hg]",
    "pulse": "/min",
    "temperature": "Cel",
    "consciousness": "1",
    "oxygen": "1",
}


def vitals(seconds: float, **values: float | str) -> list[tuple[Event, object]]:
    return [
        (Measured(reading=reading(kind, value, seconds, unit=UNITS[kind])), at(seconds))
        for kind, value in values.items()
    ]


ILL: dict[str, float | str] = {
    "respiration": 24,
    "spo2": 93,
    "systolic": 104,
    "pulse": 112,
    "temperature": 38.4,
}


def test_a_high_score_that_lasts_is_told() -> None:
    events = [one for minute in range(0, 130, 5) for one in vitals(minute * 60, **ILL)]
    _, commands = play(watch_of(), [*events, (Tick(), at(9000))])  # type: ignore[list-item]
    codes = {f.key for c in commands if isinstance(c, Raise) for f in c.alarm.reasons}
    assert {"news2_score", "news2_trend"} & codes
    priorities = {
        c.alarm.priority
        for c in commands
        if isinstance(c, Raise) and c.alarm.code == "NEWS2-EMERGENCY"
    }
    assert priorities == {Priority.HIGH}


def test_a_whole_score_of_seven_does_not_wait_and_a_part_of_one_does() -> None:
    told = set()
    for more in ({}, {"oxygen": "oxygen"}):
        round_ = vitals(0, **ILL, consciousness="alert", **more)
        _, commands = play(watch_of(), [*round_, (Tick(), at(600))])  # type: ignore[list-item]
        told.add(
            frozenset(c.alarm.priority for c in commands if isinstance(c, Raise))
            & {Priority.HIGH}
        )
    assert told == {frozenset(), frozenset({Priority.HIGH})}


def test_the_score_of_the_moment_lists_what_is_missing() -> None:
    watch, _ = play(watch_of(), vitals(0, pulse=140, spo2=96, respiration=16))  # type: ignore[arg-type]
    news = score(watch.streams, ADA, at(60))
    assert news.total == 3
    assert set(news.missing) == {"oxygen", "systolic", "consciousness", "temperature"}


@pytest.mark.parametrize(
    ("unit", "value", "total"),
    [("Cel", 37.0, 0), ("[degF]", 98.6, 0), ("Cel", 39.2, 2), ("[degF]", 102.6, 2)],
)
def test_a_thermometer_in_fahrenheit_scores_like_one_in_celsius(
    unit: str, value: float, total: int
) -> None:
    measured = Measured(reading=reading("temperature", value, 0, unit=unit))
    watch, _ = play(watch_of(), [(measured, at(0))])
    assert score(watch.streams, ADA, at(60)).total == total


FEVER = (37.5, "Cel")


def infection(watch: Watch, *, confused: bool, warm: tuple[float, str] = FEVER) -> set[str]:
    report = Reported(code="confused", at=at(0), reason=Reason(key="said_confused"))
    told: list[tuple[Event, object]] = [(Told(report=report), at(0))] if confused else []
    measured = Measured(reading=reading("temperature", warm[0], 10, unit=warm[1]))
    events = [*told, (measured, at(10)), *vitals(10, pulse=104), (Tick(), at(700))]
    _, commands = play(watch, events)  # type: ignore[arg-type]
    return {
        reason.key
        for one in commands
        if isinstance(one, Raise) and one.alarm.priority is not Priority.LOW
        for reason in one.alarm.reasons
    }


def test_slightly_warm_faster_and_confused_may_be_an_infection() -> None:
    assert "infection_signs" in infection(watch_of(), confused=True)
    fahrenheit = (99.5, "[degF]")
    assert "infection_signs" in infection(watch_of(), confused=True, warm=fahrenheit)
    cool = (98.0, "[degF]")
    assert "infection_signs" not in infection(watch_of(), confused=True, warm=cool)


def test_two_signs_are_no_infection_alarm() -> None:
    assert "infection_signs" not in infection(watch_of(), confused=False)


def test_vital_signs_of_one_instant_count_together() -> None:
    watch, _ = play(watch_of(), [*vitals(0, **ILL), (Tick(), at(700))])  # type: ignore[list-item]
    stream = watch.streams["news2"]
    assert [one.value for one in stream.window] == [2 + 2 + 1 + 2 + 1]


def test_the_trend_forgets_slowly_and_age_weighs_in() -> None:
    assert news2.trend(None, 5, 0) == 5
    assert news2.trend(2, 6, news2.HALF_LIFE) == pytest.approx(4)
    assert news2.age_points(1941, 2026) == 1
    assert news2.age_points(None, 2026) == 0
