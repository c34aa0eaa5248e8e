from care.alarm import Cause, Evidence, Finding, Priority, Reason
from care.observation import Kind
from sensors.beside import with_others
from sensors.stream import Stream
from sensors.watch import Measured, Tick, Watch, step
from tests.fakes.patients import ADA, NINE, at, reading, watch_of

START = NINE.timestamp()


def finding(cause: Cause = Cause.PHYSIOLOGICAL) -> Finding:
    return Finding(
        patient=ADA.id,
        code="SPO2-CRIT",
        cause=cause,
        priority=Priority.HIGH,
        since=at(0),
        reasons=(Reason(key="spo2_low"),),
        evidence=(Evidence(kind=Kind("spo2"), value=86.0, unit="%", taken_at=at(0)),),
    )


def seen(*readings: tuple[str, float | str, float]) -> Watch:
    watch = watch_of()
    for kind, value, seconds in (*readings, ("spo2", 86.0, 3599.0)):
        one = reading(kind, value, seconds)
        watch, _ = step(watch, Measured(reading=one), one.received_at)
    watch, _ = step(watch, Tick(), at(3600))
    return watch


def keys(watch: Watch, fresh: Finding) -> list[str]:
    own: Stream = watch.streams["spo2"]
    found = with_others(fresh, watch.streams, own, ADA, START + 3600)
    return [reason.key for reason in found.reasons]


def test_a_sign_that_is_only_being_counted_is_a_reason_beside() -> None:
    watch = seen(("pulse", 118.0, 3500.0), ("pulse", 119.0, 3560.0))
    assert keys(watch, finding()) == ["spo2_low", "pulse_fast"]


def test_an_old_sign_and_a_good_one_are_no_reasons() -> None:
    assert keys(seen(("pulse", 118.0, 600.0)), finding()) == ["spo2_low"]
    assert keys(seen(("pulse", 72.0, 3590.0)), finding()) == ["spo2_low"]


def test_stillness_by_day_is_a_reason_and_movement_is_none() -> None:
    assert keys(seen(("motion", "lounge", 600.0)), finding()) == ["spo2_low", "no_movement"]
    assert keys(seen(("motion", "lounge", 3500.0)), finding()) == ["spo2_low"]


def test_trouble_of_equipment_stands_alone() -> None:
    watch = seen(("pulse", 118.0, 3560.0))
    assert keys(watch, finding(Cause.TECHNICAL)) == ["spo2_low"]
