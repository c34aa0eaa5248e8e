"""Points of a survey, and who hears about which sum."""

import pytest

from reminders.pain import Telling
from reminders.survey import alarm, check_in, score, telling
from reminders.survey_table import surveys
from tests.fakes.medicines import PATIENT, local

MOOD, DRINKS, PAINAD = (surveys()[name] for name in ("mood", "drinks", "painad"))
STRETCH = local("11:00"), local("11:02")


@pytest.mark.parametrize(
    ("interest", "down", "sum_", "who"),
    [
        ("not_at_all", "not_at_all", 0, "nobody"),
        ("several_days", "several_days", 2, "nobody"),
        ("several_days", "more_than_half", 3, "provider"),
        ("nearly_every_day", "nearly_every_day", 6, "provider"),
    ],
)
def test_phq_2(interest: str, down: str, sum_: float, who: str) -> None:
    answers = (("interest", interest), ("down", down))
    assert score(MOOD, answers) == sum_
    assert telling(MOOD, sum_) is Telling(who)


def test_a_sum_is_never_made_of_a_part() -> None:
    assert score(MOOD, [("interest", "several_days")]) is None
    assert score(MOOD, [("interest", "often"), ("down", "not_at_all")]) is None
    assert telling(MOOD, None) is Telling.NOBODY


def test_a_number_is_its_own_score() -> None:
    assert score(DRINKS, [("glasses", "6")]) == 6
    assert score(DRINKS, []) is None


def test_an_observer_s_scale_is_entered_and_never_asked_by_the_clock() -> None:
    worst = tuple((q.id, q.points[-1][0]) for q in PAINAD.questions)
    found = check_in(PAINAD, "painad-1", PATIENT, STRETCH, worst)
    assert found.score == 10
    assert PAINAD.visit() is None
    told = alarm(found, telling(PAINAD, found.score))
    assert dict(told.reasons[0].facts) == {"survey": "painad", "number": "10"}


def test_a_survey_has_its_place_in_the_rota() -> None:
    visit = MOOD.visit()
    assert visit is not None
    assert (visit.survey, visit.at.hour, set(visit.weekdays)) == ("mood", 11, {0})
