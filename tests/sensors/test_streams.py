import pytest

from care.commands import Command, Raise
from care.people import Language
from care.wording import wording
from sensors.held import Kept
from sensors.streams import fed, ticked
from sensors.watch import Measured, Tick, step
from tests.fakes.patients import at, reading, watch_of


def test_each_battery_is_a_stream_of_its_own() -> None:
    watch = watch_of()
    for device in ("oximeter-1", "pendant-1"):
        event = Measured(reading=reading("battery", 3, 0, device=device))
        watch, _ = step(watch, event, at(0))
    assert set(watch.streams) == {"battery@oximeter-1", "battery@pendant-1"}
    codes = {f.code for held in watch.kept.alarms.values() for f in held.findings}
    assert codes >= {"BATTERY-EMPTY@oximeter-1", "BATTERY-EMPTY@pendant-1"}


def test_an_unknown_kind_decides_nothing() -> None:
    assert fed({}, reading("humour", 7, 0), at(0), watch_of()) is None


def test_another_unit_begins_the_stream_anew() -> None:
    watch = watch_of()
    for value, unit, seconds in ((110, "mg/dL", 0), (6.1, "mmol/L", 300)):
        event = Measured(reading=reading("glucose", value, seconds, unit=unit))
        watch, _ = step(watch, event, at(seconds))
    assert [one.value for one in watch.streams["glucose"].window] == [6.1]
    assert watch.kept.alarms == {}


def test_what_is_usual_survives_a_restart() -> None:
    watch = watch_of()
    for day in range(5):
        for i in range(3):
            seconds = day * 86400 + i * 400
            event = Measured(reading=reading("pulse", 70, seconds))
            watch, _ = step(watch, event, at(seconds))
    again = watch_of(kept=Kept(usual=watch.kept.usual))
    found = fed(again.streams, reading("pulse", 70, 5 * 86400), at(5 * 86400), again)
    assert found is not None
    assert found[1].baseline.usual == 70


def test_a_tick_moves_every_stream() -> None:
    watch, _ = step(watch_of(), Measured(reading=reading("glucose", 110, 0)), at(0))
    later = ticked(watch.streams, at(3600))
    assert "GLU-LOST" in later["glucose"].episodes


@pytest.mark.parametrize("kind", ["motion", "fall", "panic", "pillbox"])
def test_devices_of_one_stream_do_not_mask_one_anothers_silence(kind: str) -> None:
    watch = watch_of()
    told: list[Command] = []
    for hour in range(60):
        for device in ("one-1", "two-2"):
            if device == "two-2" and hour > 2:
                continue
            here = reading(kind, "alive", hour * 3600, device=device)
            while watch.wake is not None and watch.wake <= here.received_at:
                watch, some = step(watch, Tick(), watch.wake)
                told += some
            watch, some = step(watch, Measured(reading=here), here.received_at)
            told += some
    raised = [one.alarm for one in told if isinstance(one, Raise)]
    assert [alarm.code.partition("@")[2] for alarm in raised] == ["two-2"]
    words = wording(Language.ENGLISH)
    (reason,) = raised[0].reasons
    assert "two-2" in words.say(f"reason.{reason.key}", **dict(reason.facts))
