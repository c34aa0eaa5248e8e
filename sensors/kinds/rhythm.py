"""Heart rhythm notices of a watch, a patch or a cuff: the device decides, we listen."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import event

RHYTHM = Kind("rhythm")

KIND = SensorKind(
    kind=RHYTHM,
    units=("1",),
    words=frozenset({"normal", "irregular", "afib", "pause", "alive"}),
    fresh=timedelta(hours=1),
    span=timedelta(hours=2),
    rules=(
        event(
            RHYTHM,
            "RHYTHM-IRREGULAR",
            ("irregular", "afib"),
            reason="rhythm_irregular",
            priority=Priority.MEDIUM,
            group="circulation",
            minutes=60,
            source="irregular-pulse notices of watches and cuffs; priority proposed",
        ),
        event(
            RHYTHM,
            "RHYTHM-PAUSE",
            ("pause",),
            reason="rhythm_pause",
            priority=Priority.HIGH,
            group="circulation",
            floor=True,
            source="proposal: a reported pause is immediate danger",
        ),
    ),
    loinc="8884-9",
    about="Heart rhythm notices",
)
