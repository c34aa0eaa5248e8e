"""The form of the check-ins: what is shown means what holds, and mistakes are named."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.people import ProviderId
from console.checkin_form import differences, draft_of, mark_of, names, read
from console.draft import Mistakes
from reminders.checkin_plan import CheckInPlan
from reminders.pain import PainRules, Telling
from reminders.rota import Visit
from reminders.survey_table import surveys

OMAR = ProviderId("omar")
KNOWN = surveys()
ASKED = sorted(key for key, one in KNOWN.items() if not one.observer)
USUAL = CheckInPlan(visits=(Visit(survey="pain", at=time(10)),))

minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
plans = st.builds(
    lambda pain, asked, days: CheckInPlan(
        visits=(
            *(Visit(survey="pain", at=at) for at in sorted(pain)),
            *(Visit(survey=key, at=at, weekdays=days) for key, at in sorted(asked.items())),
        ),
    ),
    st.sets(minutes, max_size=4),
    st.dictionaries(st.sampled_from(ASKED), minutes),
    st.frozensets(st.integers(0, 6), max_size=6),
)


@given(plans)
def test_a_plan_shown_in_the_form_means_the_same(plan: CheckInPlan) -> None:
    found = read(draft_of(plan, KNOWN), KNOWN, OMAR)
    assert isinstance(found, CheckInPlan), found
    assert (found.visits, found.pain, found.author) == (plan.visits, plan.pain, OMAR)
    for survey in KNOWN.values():
        assert found.survey(survey).tell == survey.tell


def test_who_hears_and_the_bands_are_the_clinicians() -> None:
    draft = draft_of(USUAL, KNOWN).saying(
        **{"provider-mood": "", "note-mood": "2", "band-provider_from": "6,5"}
    )
    found = read(draft, KNOWN, OMAR)
    assert isinstance(found, CheckInPlan)
    assert found.pain == PainRules(provider_from=6.5)
    assert found.survey(KNOWN["mood"]).tell == ((2.0, Telling.NOTE),)


@pytest.mark.parametrize(
    ("field", "typed", "key"),
    [
        ("pain-0", "soon", "times_wrong"),
        ("at-mood", "25:00", "times_wrong"),
        ("band-mild_to", "eleven", "band_wrong"),
        ("band-mild_to", "", "band_wrong"),
        ("provider-mood", "many", "points_wrong"),
    ],
)
def test_a_mistake_is_tied_to_its_field(field: str, typed: str, key: str) -> None:
    found = read(draft_of(USUAL, KNOWN).saying(**{field: typed}), KNOWN, OMAR)
    assert isinstance(found, Mistakes)
    assert found.by_field == {field: key}


def test_bands_rise() -> None:
    draft = draft_of(USUAL, KNOWN)
    for more, field in (
        ({"band-mild_to": "7"}, "band-moderate_to"),
        ({"band-note_rise": "5"}, "band-provider_rise"),
        ({"note-breath": "3", "provider-breath": "2"}, "provider-breath"),
    ):
        found = read(draft.saying(**more), KNOWN, OMAR)
        assert isinstance(found, Mistakes)
        assert found.by_field == {field: "band_order"}


def test_every_field_of_the_form_is_read() -> None:
    assert set(draft_of(USUAL, KNOWN).fields) <= set(names(KNOWN))


def test_two_plans_differ_by_their_mark_and_in_the_fields_that_differ() -> None:
    other = CheckInPlan(visits=(Visit(survey="pain", at=time(9, 30)),))
    mine, theirs = draft_of(other, KNOWN), draft_of(USUAL, KNOWN)
    assert mark_of(other) != mark_of(USUAL) == mark_of(USUAL)
    assert differences(mine, theirs, KNOWN) == {"pain-0": "10:00"}
    assert differences(mine, mine, KNOWN) == {}
