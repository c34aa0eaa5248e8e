from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Side
from sensors.rules import above, below, event, silent

MORE = {
    "reason": "fall",
    "priority": Priority.LOW,
    "unit": "1",
    "group": "g",
    "source": "s",
}


def test_silence_is_technical_and_grows_more_urgent() -> None:
    warn, lost = silent(Kind("glucose"), "GLU", warn=15, urgent=30, source="test")
    assert (warn.code, warn.priority, warn.level) == ("GLU-SILENT", Priority.LOW, 15)
    assert (lost.code, lost.priority, lost.level) == ("GLU-LOST", Priority.MEDIUM, 30)
    assert warn.cause is lost.cause is Cause.TECHNICAL
    assert len(silent(Kind("door"), "DOOR", warn=1500, source="test")) == 1


def test_something_that_happened_does_not_clear_by_itself() -> None:
    rule = event(
        Kind("fall"),
        "FALL",
        ("fall",),
        reason="fall",
        priority=Priority.HIGH,
        group="fall",
        source="test",
    )
    assert rule.latch
    assert rule.due is not None


def test_below_and_above_name_the_side_of_danger() -> None:
    assert below(Kind("spo2"), "A", 88, 90, **MORE).side is Side.LOW
    assert above(Kind("pulse"), "B", 131, 125, **MORE).side is Side.HIGH
