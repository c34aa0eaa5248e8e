from care.observation import Kind
from sensors.kinds import KINDS
from sensors.limits import personal
from sensors.stream import Stream, due, feed, is_flat, store, stream_of, tick
from sensors.window import Sample
from tests.fakes.patients import ADA


def new(kind: str, unit: str) -> Stream:
    panel = personal(ADA, {})[f"{kind} {unit}"]
    return stream_of(KINDS[Kind(kind)], panel, unit, ADA, {})


def fed(stream: Stream, *samples: tuple[float, float | str]) -> Stream:
    for at, value in samples:
        stream = feed(stream, Sample(at, value))
    return stream


def test_a_late_sample_is_kept_and_decides_nothing() -> None:
    stream = store(new("glucose", "mg/dL"), Sample(0.0, 40.0))
    assert stream.episodes == {}
    assert [one.late for one in stream.window] == [True]
    assert stream.seen == 0


def test_a_sample_in_the_middle_decides_as_if_it_had_come_in_time() -> None:
    straight = fed(new("spo2", "%"), (0, 86), (10, 95), (20, 86))
    mixed = fed(new("spo2", "%"), (0, 86), (20, 86), (10, 95))
    assert mixed.episodes == straight.episodes


def test_the_same_sample_twice_changes_nothing() -> None:
    stream = fed(new("spo2", "%"), (0, 86), (10, 86))
    assert feed(stream, Sample(10.0, 86.0)) is stream


def test_a_stuck_sensor_decides_nothing() -> None:
    stream = new("glucose", "mg/dL")
    flat = fed(stream, *[(300.0 * i, 120.0) for i in range(1, 40)])
    assert is_flat(flat)
    low = fed(stream, *[(300.0 * i, 100.0 + i) for i in range(1, 40)])
    assert not is_flat(low)


def test_silence_is_due_after_its_budget_and_found_by_a_tick() -> None:
    stream = fed(new("glucose", "mg/dL"), (1000, 120))
    assert due(stream, 1000) == 1000 + 15 * 60
    assert tick(stream, 1000 + 15 * 60).episodes["GLU-SILENT"].raised
    assert tick(stream, 1000 + 14 * 60) is stream
    assert due(new("glucose", "mg/dL"), 0) is None
