"""The help button, on a pendant, on the wall or on the speaker."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import event, link

PANIC = Kind("panic")

LINK_KIND = link(
    PANIC,
    "PANIC",
    warn=1500,
    source="UL profile: tested once in 24 h",
    about="Each help button",
)

KIND = SensorKind(
    kind=PANIC,
    units=("1",),
    link=LINK_KIND.kind,
    words=frozenset({"pressed", "alive"}),
    fresh=timedelta(hours=1),
    span=timedelta(minutes=10),
    rules=(
        event(
            PANIC,
            "PANIC",
            ("pressed",),
            reason="panic",
            priority=Priority.HIGH,
            group="help",
            floor=True,
            source="AL-1: a request for help never waits",
        ),
    ),
    about="Help button",
)
