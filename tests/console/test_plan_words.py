from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from care.medication import Regimen, RegimenId
from care.people import Language, Routine
from console.plan_words import clock_text, differences, moments, timing_words
from console.reader import Reader
from reminders.slots import CLINIC
from tests.fakes.ada import ADA, NORA

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
R = Reader(Language.ENGLISH, ZoneInfo("Europe/Paris"), NOW)
REGIMEN = Regimen(
    id=RegimenId("m-1"),
    patient=ADA,
    revision=1,
    medicine="Metformin",
    dose_text="one tablet",
    timing={"timeOfDay": ["08:00:00", "20:00:00"]},
    starts=NOW,
    author=NORA,
)


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        ({"timeOfDay": ["08:00:00", "20:00:00"]}, "08:00, 20:00"),
        (
            {"timeOfDay": ["08:00:00"], "dayOfWeek": ["mon", "thu"]},
            "Monday, Thursday: 08:00",
        ),
        ({"when": ["CM"]}, "With breakfast (07:30)"),
        ({"frequency": 1, "period": 8, "periodUnit": "h"}, "every 8 hours"),
        (
            {"frequency": 1, "period": 3, "periodUnit": "d", "timeOfDay": ["09:00:00"]},
            "every 3 days: 09:00",
        ),
        ({"frequency": 1, "period": 1, "periodUnit": "mo"}, "as ordered"),
    ],
)
def test_a_timing_is_said_in_words(timing: dict[str, Any], said: str) -> None:
    assert timing_words(R, replace(REGIMEN, timing=timing), Routine(), CLINIC) == said


def test_only_what_differs_is_named() -> None:
    after = replace(REGIMEN, timing={"timeOfDay": ["09:00:00"]}, critical=True)
    assert differences(R, (REGIMEN,), (after,), Routine(), CLINIC) == (
        ("review.label_timing", "08:00, 20:00", "09:00"),
        ("review.label_critical", "no", "yes"),
    )


def test_a_new_plan_is_named_whole() -> None:
    rows = differences(R, (), (REGIMEN,), Routine(), CLINIC)
    assert ("review.label_medicine", "", "Metformin") in rows
    assert len(rows) == 14


def test_moments_follow_the_routine_and_midnight_wraps() -> None:
    assert moments(("HS",), Routine(), CLINIC) == (("HS", "22:30"),)
    assert clock_text(24 * 3600 + 90) == "00:01"
