from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.medication import AsNeeded, Cycle, Regimen, RegimenId, WindowClass
from care.people import Language, Patient
from console.order import DAYS, EVENTS, Draft, Order, Pattern, read
from console.regimen_form import draft_of, pattern_of, regimen_of
from tests.fakes.console_home import ADA, NORA

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PATIENT = Patient(id=ADA, name="Ada", language=Language.ENGLISH, zone=PARIS)


def made(draft: Draft, before: Regimen | None = None) -> Regimen:
    order = read(draft, zone=PARIS, now=NOW)
    assert isinstance(order, Order), order
    return regimen_of(
        order,
        patient=PATIENT,
        key=RegimenId("m-1"),
        revision=1,
        author=NORA,
        before=before,
    )


drafts = st.builds(
    Draft,
    fields=st.fixed_dictionaries(
        {
            "medicine": st.just("Metformin"),
            "dose_text": st.just("one tablet"),
            "pattern": st.sampled_from([p.value for p in Pattern]),
            "window_class": st.sampled_from([w.value for w in WindowClass]),
            "starts": st.just("now"),
            "every_hours": st.integers(1, 72).map(str),
            "every_days": st.integers(2, 90).map(str),
            "minimum_gap": st.one_of(st.just(""), st.integers(1, 600).map(str)),
            "end_date": st.sampled_from(["", "2026-11-30", "2027-03-28"]),
            "critical": st.sampled_from(["", "yes"]),
            "high_risk": st.sampled_from(["", "yes"]),
        }
    ),
    times=st.lists(st.sampled_from(["08:00", "12:30", "20:15"]), min_size=1).map(tuple),
    days=st.lists(st.sampled_from(DAYS)).map(tuple),
    events=st.lists(st.sampled_from(EVENTS), min_size=1).map(tuple),
)


@given(drafts)
def test_a_plan_shown_in_the_form_again_means_the_same(draft: Draft) -> None:
    regimen = made(draft)
    assert made(draft_of(regimen, PATIENT)) == regimen


@pytest.mark.parametrize(
    "more",
    [
        {"timing": {"frequency": 1, "period": 1, "periodUnit": "mo"}},
        {"timing": {"when": ["ACM"], "offset": 10}},
        {"timing": {"timeOfDay": ["08:00:00"], "count": 3}},
        {"timing": {"timeOfDay": ["08:00:00"]}, "cycle": Cycle(on=21, off=7)},
        {"timing": {"timeOfDay": ["08:00:00"]}, "window": timedelta(minutes=20)},
        {"timing": {}, "as_needed": AsNeeded(maximum=4)},
    ],
)
def test_what_the_form_cannot_say_is_not_shown_as_something_else(
    more: dict[str, Any],
) -> None:
    regimen = Regimen(
        id=RegimenId("m-1"),
        patient=ADA,
        revision=1,
        medicine="M",
        dose_text="d",
        starts=NOW,
        author=NORA,
        **more,
    )
    assert pattern_of(regimen) is None


def test_a_change_keeps_what_the_form_does_not_ask_for() -> None:
    fields = {
        "medicine": "Metformin",
        "dose_text": "one tablet",
        "pattern": "clock",
        "window_class": "daily",
        "starts": "now",
    }
    first = made(Draft(fields=fields, times=("08:00",)))
    before = Regimen(
        **{name: getattr(first, name) for name in Regimen.__dataclass_fields__}
        | {"look": "the white one", "units_per_dose": 2.0}
    )
    after = made(Draft(fields=fields, times=("09:00",)), before)
    assert (after.look, after.units_per_dose) == ("the white one", 2.0)
    assert after.timing == {"timeOfDay": ["09:00:00"]}
