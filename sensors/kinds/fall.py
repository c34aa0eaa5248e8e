"""Events of a fall detector worn at waist, neck or wrist, and its help button.

A device that decides by itself sends "fall"; one that only feels a blow sends "impact";
raw acceleration becomes "fall" in `sensors.kinds.acceleration`, after the signs that spoke
most for it.
"""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.kinds.fall_signs import SIGNS
from sensors.rules import event, link

FALL = Kind("fall")
SOURCE = "Lifeline self-recovery wait (30 s); Fleming and Brayne 2008 on long lies"

RULES = (
    event(
        FALL,
        "FALL",
        ("fall",),
        reason="fall",
        priority=Priority.HIGH,
        group="fall",
        ask="fallen",
        source=SOURCE,
    ),
    event(
        FALL,
        "FALL-IMPACT",
        ("impact",),
        reason="impact",
        priority=Priority.HIGH,
        group="fall",
        ask="fallen",
        source=SOURCE,
    ),
    event(
        FALL,
        "FALL-LYING",
        ("lying",),
        reason="lying",
        priority=Priority.HIGH,
        group="fall",
        floor=True,
        source="Fleming and Brayne 2008: on the floor and not getting up",
    ),
)

LINK_KIND = link(
    FALL,
    "FALL",
    warn=120,
    source="proposal: heartbeat each hour, missed twice",
    about="Each fall detector",
)

KIND = SensorKind(
    kind=FALL,
    units=("1",),
    link=LINK_KIND.kind,
    words=frozenset({"fall", "impact", "lying", "up", "alive", *SIGNS}),
    signs=frozenset(SIGNS),
    fresh=timedelta(minutes=10),
    span=timedelta(minutes=10),
    rules=RULES,
    about="Fall detector events",
)
