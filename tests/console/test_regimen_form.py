from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.medication import AsNeeded, Cycle, Regimen, RegimenId, WindowClass
from care.people import Language, Patient
from console.draft import Draft
from console.order import Plan, read
from console.pattern import DAYS, EVENTS, Pattern
from console.regimen_form import draft_of, pattern_of, regimens_of
from tests.fakes.ada import ADA, NORA

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PATIENT = Patient(id=ADA, name="Ada", language=Language.ENGLISH, zone=PARIS)


Regimens = tuple[Regimen, ...]


def made(draft: Draft, before: Regimens = ()) -> Regimens:
    plan = read(draft, zone=PARIS, now=NOW)
    assert isinstance(plan, Plan), plan
    return regimens_of(
        plan, patient=PATIENT, key="m-1", revision=1, author=NORA, before=before
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
            "days_on": st.integers(1, 90).map(str),
            "days_off": st.integers(1, 90).map(str),
            "need_most": st.sampled_from(["1", "4"]),
            "need_reason": st.sampled_from(["", "pain"]),
            "window": st.sampled_from(["", "45"]),
            "units": st.sampled_from(["1", "0.5", "2"]),
            "look": st.sampled_from(["", "the white one"]),
            "minimum_gap": st.one_of(st.just(""), st.integers(1, 600).map(str)),
            "end_date": st.sampled_from(["", "2026-11-30", "2027-03-28"]),
            "critical": st.sampled_from(["", "yes"]),
            "high_risk": st.sampled_from(["", "yes"]),
        }
    ),
    times=st.lists(st.sampled_from(["08:00", "12:30", "20:15"]), min_size=1).map(tuple),
    days=st.lists(st.sampled_from(DAYS)).map(tuple),
    events=st.lists(st.sampled_from(EVENTS), min_size=1).map(tuple),
    steps=st.sampled_from(
        [
            (("two tablets", "2", "3"), ("one tablet", "1", "")),
            (("two tablets", "2", "3"), ("one tablet", "1", "4"), ("half", "0.5", "9")),
        ]
    ),
)


@given(drafts)
def test_a_plan_shown_in_the_form_again_means_the_same(draft: Draft) -> None:
    if draft.get("pattern") == "taper":
        draft = draft.saying(end_date="")
    regimens = made(draft)
    again = made(draft_of(regimens, PATIENT).saying(starts="now"))
    assert again == regimens


@pytest.mark.parametrize(
    "more",
    [
        {"timing": {"frequency": 1, "period": 1, "periodUnit": "mo"}},
        {"timing": {"when": ["ACM"], "offset": 10}},
        {"timing": {"timeOfDay": ["08:00:00"], "count": 3}},
        {"timing": {"when": ["CM"]}, "cycle": Cycle(on=21, off=7)},
        {"timing": {"timeOfDay": ["08:00:00"]}, "as_needed": AsNeeded(maximum=4)},
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
    assert pattern_of((regimen,)) is None


FIELDS = {
    "medicine": "Metformin",
    "dose_text": "one tablet",
    "window_class": "daily",
    "starts": "now",
    "every_hours": "8",
    "every_days": "2",
    "days_on": "21",
    "days_off": "7",
}


@pytest.mark.parametrize("pattern", ["hours", "cycle", "pause"])
def test_other_words_do_not_move_a_series_that_is_counted_from_its_start(
    pattern: str,
) -> None:
    draft = Draft(fields=FIELDS | {"pattern": pattern}, times=("08:00",))
    (first,) = made(draft)
    (before,) = (replace(first, starts=NOW - timedelta(days=5)),)
    (after,) = made(draft.saying(late_words="Ring me."), (before,))
    assert (after.starts, after.late_words) == (before.starts, "Ring me.")
    (moved,) = made(draft.saying(every_hours="6", every_days="3", days_on="5"), (before,))
    assert moved.starts == NOW


def test_steps_follow_one_another_by_whole_days_of_the_home() -> None:
    draft = Draft(
        fields=FIELDS | {"pattern": "taper", "dose_text": ""},
        times=("08:00",),
        steps=(("two", "2", "3"), ("one", "1", "3"), ("half", "0.5", "")),
    )
    found = made(draft)
    midnight = [datetime(2026, 11, day, 23, tzinfo=UTC) for day in (24, 27)]
    assert [(r.id, r.starts, r.ends) for r in found] == [
        ("m-1", NOW, midnight[0]),
        ("m-1.2", midnight[0], midnight[1]),
        ("m-1.3", midnight[1], None),
    ]
    assert {one.order for one in found} == {"m-1"}
    early = made(draft.saying(end_date="2026-11-25"))
    assert [(r.id, r.ends) for r in early] == [
        ("m-1", midnight[0]),
        ("m-1.2", datetime(2026, 11, 25, 23, tzinfo=UTC)),
    ]
