"""NEWS2 as streams of its own, computed by `sensors.derived` from vital signs.

A partial score is a lower bound, so it may alarm once it has lasted; it never reassures.
A score of all seven parameters, measured now and then, is what the chart means: its 7 does
not wait. NEWS2 was validated in hospitals: at home it supports a decision and makes none.
The trend is the score of the last hours, recent ones weighing more, with the patient's age;
on the development part of the PhysioNet 2012 challenge it tells the outcome better than the
score and crosses its level far less often (benchmarks/alarms).
"""

from datetime import timedelta
from typing import Any

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.measures import spot, steady
from sensors.rules import above

SCORE = Kind("news2")
TREND = Kind("news2_trend")
WHOLE = Kind("news2_whole")
RCP = "RCP NEWS2 2017 (5-6 urgent, 7 emergency); hold times proposed"
COMMON: dict[str, Any] = {
    "unit": "{score}",
    "gap": timedelta(hours=6),
    "group": "news2",
    "source": RCP,
}

KIND = SensorKind(
    kind=SCORE,
    units=("{score}",),
    plausible=(("{score}", 0, 20),),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=2),
    rules=(
        above(
            SCORE,
            "NEWS2-EMERGENCY",
            7,
            4,
            measure=steady(60),
            readings=3,
            raise_after=timedelta(minutes=60),
            clear_after=timedelta(minutes=60),
            reason="news2_score",
            priority=Priority.HIGH,
            **COMMON,
        ),
    ),
    about="NEWS2 early warning score",
)

TREND_KIND = SensorKind(
    kind=TREND,
    units=("{score}",),
    plausible=(("{score}", -4, 25),),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=24),
    rules=(
        above(
            TREND,
            "NEWS2-URGENT",
            5,
            4,
            clear_after=timedelta(minutes=60),
            reason="news2_trend",
            priority=Priority.MEDIUM,
            **COMMON,
        ),
    ),
    about="NEWS2 over the last hours, with age",
)

WHOLE_KIND = SensorKind(
    kind=WHOLE,
    units=("{score}",),
    plausible=(("{score}", 0, 20),),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=2),
    rules=(
        above(
            WHOLE,
            "NEWS2-WHOLE",
            7,
            4,
            measure=spot,
            clear_readings=1,
            reason="news2_score",
            priority=Priority.HIGH,
            **COMMON,
        ),
    ),
    about="NEWS2 of all seven parameters, measured now and then",
)
