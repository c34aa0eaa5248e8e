"""Bands, baseline, and who hears of a pain score."""

from datetime import timedelta

import pytest

from care.alarm import Priority
from care.checkin import CheckIn, CheckInOutcome
from care.speech import SafetyCategory
from reminders.pain import Band, Telling, alarm, band, baseline, red_flag, strength, telling
from tests.fakes.medicines import PATIENT, local

NOW = local("10:00")


def scored(score: float | None, days_ago: int = 0, words: str | None = None) -> CheckIn:
    at = NOW - timedelta(days=days_ago)
    return CheckIn(
        id=f"pain-{days_ago}",
        patient=PATIENT,
        survey="pain",
        asked_at=at,
        ended_at=at,
        outcome=CheckInOutcome.ANSWERED,
        score=score,
        words=words,
    )


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (0, "none"),
        (1, "mild"),
        (3, "mild"),
        (4, "moderate"),
        (6, "moderate"),
        (7, "severe"),
    ],
)
def test_bands(score: float, name: str) -> None:
    assert band(score) is Band(name)


@pytest.mark.parametrize(
    ("score", "usual", "who"),
    [
        (3, None, "nobody"),
        (8, None, "provider"),
        (8, 8, "provider"),
        (4, 3, "nobody"),
        (5, 3, "note"),
        (6, 3, "provider"),
        (None, 3, "nobody"),
    ],
)
def test_who_hears(score: float | None, usual: float | None, who: str) -> None:
    assert telling(score, usual) is Telling(who)


def test_the_baseline_is_the_median_of_seven_days() -> None:
    history = [
        scored(2, 1),
        scored(None, 2, "severe"),
        scored(4, 3),
        scored(9, 8),
        scored(9),
    ]
    assert baseline(history, NOW) == 4
    assert baseline([], NOW) is None
    assert strength(scored(None)) is None


def test_chest_jaw_and_left_arm_are_cries() -> None:
    assert red_flag("chest") is red_flag("left_arm") is SafetyCategory.CHEST_PAIN
    assert red_flag("right_arm") is red_flag(None) is None


def test_the_alarm_says_the_number() -> None:
    told = alarm(scored(8), Telling.PROVIDER)
    assert told.priority is Priority.MEDIUM
    assert told.reasons[0].facts == (("number", "8"),)
    assert alarm(scored(5), Telling.NOTE).priority is Priority.LOW
