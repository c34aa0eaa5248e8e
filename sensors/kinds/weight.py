"""Body weight by a scale, about once a day."""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.measures import gain, loss_percent
from sensors.rules import above

WEIGHT = Kind("weight")
DAY = 24 * 60

KIND = SensorKind(
    kind=WEIGHT,
    units=("kg", "[lb_av]"),
    plausible=(("kg", 25, 250), ("[lb_av]", 55, 551)),
    no_reading=frozenset({0}),
    fresh=timedelta(hours=12),
    span=timedelta(days=40),
    rules=(
        above(
            WEIGHT,
            "WEIGHT-GAIN",
            2.0,
            1.0,
            unit="kg",
            also=(("[lb_av]", 4.4, 2.2),),
            measure=gain(3 * DAY),
            reason="weight_gain",
            priority=Priority.MEDIUM,
            clear_readings=1,
            gap=timedelta(days=3),
            group="weight",
            source="ESC heart-failure advice: over 2 kg in 3 days (general knowledge)",
        ),
        above(
            WEIGHT,
            "WEIGHT-LOSS",
            5.0,
            3.0,
            unit="%",
            measure=loss_percent(30 * DAY),
            reason="weight_loss",
            priority=Priority.LOW,
            cause=Cause.ADVISORY,
            readings=2,
            clear_readings=1,
            gap=timedelta(days=10),
            group="weight-loss",
            source="5 % in a month (malnutrition screening, general knowledge)",
        ),
    ),
    loinc="29463-7",
    mdc="188736",
    about="Body weight",
)
