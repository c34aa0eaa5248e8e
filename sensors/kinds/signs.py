"""Signs that only several streams together show, as streams of their own.

`sensors.derived` counts them: warmth, a faster pulse, faster breathing and confusion may
together be an infection, when none of them alone is an alarm; much oxygen in the blood of
someone on oxygen with a prescribed 88-92 % is a danger that neither stream shows.
"""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import above

INFECTION = Kind("infection_signs")
OVER_OXYGENATED = Kind("spo2_on_oxygen")

INFECTION_KIND = SensorKind(
    kind=INFECTION,
    units=("{count}",),
    plausible=(("{count}", 0, 4),),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=12),
    rules=(
        above(
            INFECTION,
            "INFECTION",
            3,
            1,
            unit="{count}",
            clear_readings=3,
            gap=timedelta(hours=12),
            reason="infection_signs",
            priority=Priority.MEDIUM,
            group="infection",
            source="IDSA 2008: in older adults few have fever; combination proposed",
        ),
    ),
    about="Signs of infection together",
)

OVER_OXYGENATED_KIND = SensorKind(
    kind=OVER_OXYGENATED,
    units=("%",),
    plausible=(("%", 51, 100),),
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=30),
    rules=(
        above(
            OVER_OXYGENATED,
            "SPO2-O2-HIGH",
            97,
            95,
            unit="%",
            raise_after=timedelta(minutes=5),
            readings=2,
            reason="too_much_oxygen",
            priority=Priority.MEDIUM,
            group="breathing",
            scale=2,
            source="RCP NEWS2 scale 2 (3 points at 97 % and over on oxygen)",
        ),
    ),
    about="Oxygen saturation while on oxygen, scale 2",
)
