"""NEWS2 as a stream of its own, computed by `sensors.news2` from fresh vital signs.

A partial score is a lower bound, so it may alarm; it never reassures. NEWS2 was validated
in hospitals: at home it supports a decision and makes none.
"""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.measures import gain, steady
from sensors.rules import above

SCORE = Kind("news2")
RCP = "RCP NEWS2 2017 (5-6 urgent, 7 emergency); hold times proposed"
COMMON = {"unit": "{score}", "gap": timedelta(hours=2), "group": "news2", "source": RCP}

KIND = SensorKind(
    kind=SCORE,
    units=("{score}",),
    plausible=(("{score}", 0, 20),),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=8),
    usual=True,
    rules=(
        above(
            SCORE,
            "NEWS2-EMERGENCY",
            7,
            5,
            measure=steady(30),
            readings=2,
            clear_after=timedelta(minutes=30),
            reason="news2_score",
            priority=Priority.HIGH,
            **COMMON,
        ),
        above(
            SCORE,
            "NEWS2-URGENT",
            5,
            3,
            measure=steady(30),
            readings=2,
            clear_after=timedelta(minutes=30),
            reason="news2_score",
            priority=Priority.MEDIUM,
            **COMMON,
        ),
        above(
            SCORE,
            "NEWS2-RISING",
            3,
            1,
            measure=gain(6 * 60),
            readings=3,
            raise_after=timedelta(minutes=30),
            clear_after=timedelta(minutes=30),
            reason="news2_rising",
            priority=Priority.LOW,
            **COMMON,
        ),
    ),
    loinc="",
    about="NEWS2 early warning score",
)
