from care.commands import Clear, Raise
from care.observation import Kind
from sensors.alignment import aligned
from sensors.held import Kept
from sensors.kinds import KINDS
from sensors.limits import personal
from sensors.stream import Stream, feed, stream_of
from sensors.window import Sample
from tests.fakes.patients import ADA, NINE, at

START = NINE.timestamp()


def stream(*values: float) -> Stream:
    panel = personal(ADA, {})["glucose mg/dL"]
    made = stream_of(KINDS[Kind("glucose")], panel, "mg/dL", ADA, {})
    for place, value in enumerate(values):
        made = feed(made, Sample(START + 300 * place, value))
    return made


def test_a_rule_that_stands_raised_is_told_once() -> None:
    kept, (told, *_) = aligned(Kept(), ADA, (stream(50),), at(0), {})
    assert isinstance(told, Raise)
    assert told.alarm.code == "GLU-URGENT"
    assert aligned(kept, ADA, (stream(50),), at(1), {}) == (kept, ())


def test_an_alarm_whose_rule_no_longer_stands_is_cleared() -> None:
    kept, _ = aligned(Kept(), ADA, (stream(50),), at(0), {})
    _, told = aligned(kept, ADA, (stream(50, 110, 115, 120),), at(900), {})
    assert [type(one) for one in told] == [Clear]


def test_calm_streams_and_no_alarms_are_nothing_to_do() -> None:
    assert aligned(Kept(), ADA, (stream(110, 112),), at(300), {}) == (Kept(), ())
