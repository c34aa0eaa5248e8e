"""Level of consciousness (ACVPU) as a person or the voice check recorded it."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import event

MIND = Kind("consciousness")

KIND = SensorKind(
    kind=MIND,
    units=("1",),
    words=frozenset({"alert", "confusion", "voice", "pain", "unresponsive"}),
    fresh=timedelta(hours=1),
    span=timedelta(hours=2),
    rules=(
        event(
            MIND,
            "MIND-LOW",
            ("voice", "pain", "unresponsive"),
            reason="hard_to_wake",
            priority=Priority.HIGH,
            group="mind",
            floor=True,
            source="RCP NEWS2: 3 points, anything but alert",
        ),
        event(
            MIND,
            "MIND-CONFUSED",
            ("confusion",),
            reason="said_confused",
            priority=Priority.MEDIUM,
            group="mind",
            source="RCP NEWS2: new confusion scores 3",
        ),
    ),
    loinc="67775-7",
    about="Level of consciousness (ACVPU)",
)
