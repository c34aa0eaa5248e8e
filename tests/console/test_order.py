from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.medication import AsNeeded, Cycle, WindowClass
from care.people import Routine
from console.draft import Draft, Mistakes
from console.order import Plan, read
from console.pattern import DAYS, EVENTS, Pattern, Step
from reminders.timing import read as read_timing

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
GOOD = {
    "medicine": "Metformin",
    "dose_text": "one tablet",
    "pattern": "clock",
    "window_class": "daily",
    "starts": "now",
}


def draft(
    times: tuple[str, ...] = ("08:00",),
    days: tuple[str, ...] = (),
    events: tuple[str, ...] = (),
    steps: tuple[tuple[str, str, str], ...] = (),
    **fields: str,
) -> Draft:
    return Draft(fields=GOOD | fields, times=times, days=days, events=events, steps=steps)


def order(given: Draft) -> Plan:
    found = read(given, zone=PARIS, now=NOW)
    assert isinstance(found, Plan), found
    return found


def mistakes(given: Draft) -> dict[str, str]:
    found = read(given, zone=PARIS, now=NOW)
    assert isinstance(found, Mistakes), found
    return dict(found.by_field)


def test_set_times_become_fhir_times_of_day() -> None:
    found = order(draft(times=("20:00", "8h", "", "2000")))
    assert found.timed.timing == {"timeOfDay": ["08:00:00", "20:00:00"]}
    assert (found.starts, found.ends, found.window_class) == (NOW, None, WindowClass.DAILY)


def test_some_days_are_kept_and_all_days_are_no_filter() -> None:
    assert order(draft(days=("thu", "mon"))).timed.timing["dayOfWeek"] == ["mon", "thu"]
    assert "dayOfWeek" not in order(draft(days=DAYS)).timed.timing


def test_moments_of_the_day_are_fhir_events_in_order() -> None:
    found = order(draft(times=(), events=("HS", "CM"), pattern="day"))
    assert found.timed.timing == {"when": ["CM", "HS"]}


def test_hours_are_elapsed_time() -> None:
    found = order(draft(times=(), pattern="hours", every_hours="8"))
    assert found.timed.timing == {"frequency": 1, "period": 8, "periodUnit": "h"}


def test_every_so_many_days_counts_each_time() -> None:
    found = order(draft(times=("08:00", "20:00"), pattern="cycle", every_days="3"))
    assert (found.timed.timing["frequency"], found.timed.timing["period"]) == (2, 3)


def test_a_later_start_is_the_clock_of_the_home() -> None:
    found = order(draft(starts="later", start_date="2026-11-23", start_time="07:30"))
    assert found.starts == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def test_the_last_day_is_a_whole_day() -> None:
    found = order(draft(end_date="2026-11-30"))
    assert found.ends == datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_a_least_gap_is_in_minutes() -> None:
    assert order(draft(minimum_gap="240")).minimum_gap == timedelta(hours=4)


def test_tomorrow_is_the_first_midnight_at_home() -> None:
    assert order(draft(starts="tomorrow")).starts == datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_an_instant_is_kept_in_utc_so_that_it_equals_itself_in_a_doubled_hour() -> None:
    found = order(draft(starts="later", start_date="2027-10-31", start_time="02:30"))
    assert found.starts.tzinfo is UTC


def test_days_on_and_off_are_a_cycle() -> None:
    found = order(draft(pattern="pause", days_on="21", days_off="7")).timed
    assert (found.timing, found.cycle) == (
        {"timeOfDay": ["08:00:00"]},
        Cycle(on=21, off=7),
    )


def test_steps_have_their_own_dose_and_length() -> None:
    rows = (("two tablets", "2", "3"), ("", "", ""), ("half a tablet", "0,5", ""))
    found = order(draft(pattern="taper", dose_text="", steps=rows))
    assert found.steps == (
        Step(dose_text="two tablets", units=2, length=timedelta(days=3)),
        Step(dose_text="half a tablet", units=0.5),
    )


def test_on_demand_is_limited_and_has_no_times() -> None:
    found = order(draft(times=(), pattern="need", need_most="4", need_reason="pain"))
    assert found.timed.timing == {}
    assert found.timed.as_needed == AsNeeded(reason="pain", maximum=4)
    assert order(draft(times=(), pattern="need", minimum_gap="360")).minimum_gap


def test_a_window_of_ones_own_is_in_minutes() -> None:
    assert order(draft(window="45")).window == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("field", "key", "given"),
    [
        ("medicine", "text_needed", draft(medicine="  ")),
        ("dose_text", "text_needed", draft(dose_text="")),
        ("dose_text", "text_wrong", draft(dose_text="one\ttablet")),
        ("medicine", "text_wrong", draft(medicine="x" * 201)),
        ("pattern", "choice_needed", draft(pattern="")),
        ("pattern", "choice_needed", draft(pattern="often")),
        ("window_class", "choice_needed", draft(window_class="soon")),
        ("times", "times_needed", draft(times=("", " "))),
        ("times", "times_wrong", draft(times=("08:00", "25:00"))),
        ("times", "times_wrong", draft(times=("noon",))),
        ("events", "events_needed", draft(pattern="day")),
        ("events", "events_needed", draft(pattern="day", events=("XYZ",))),
        ("every_hours", "hours_wrong", draft(pattern="hours", every_hours="0")),
        ("every_hours", "hours_wrong", draft(pattern="hours", every_hours="2.5")),
        ("every_days", "days_wrong", draft(pattern="cycle", every_days="1")),
        ("start_date", "date_wrong", draft(starts="later")),
        ("start_date", "start_past", draft(starts="later", start_date="2026-11-21")),
        (
            "start_time",
            "times_wrong",
            draft(starts="later", start_date="2026-11-24", start_time="x"),
        ),
        ("end_date", "date_wrong", draft(end_date="soon")),
        ("end_date", "end_early", draft(end_date="2026-11-20")),
        ("minimum_gap", "gap_wrong", draft(minimum_gap="-5")),
        ("minimum_gap", "gap_wrong", draft(minimum_gap="4 h")),
        ("window", "gap_wrong", draft(window="721")),
        ("units", "units_wrong", draft(units="many")),
        ("units", "units_wrong", draft(units="\u0663")),
        ("days_on", "span_wrong", draft(pattern="pause", days_on="0", days_off="7")),
        ("need_most", "limit_needed", draft(pattern="need")),
        ("need_most", "most_wrong", draft(pattern="need", need_most="25")),
        ("steps", "steps_needed", draft(pattern="taper")),
        ("steps", "steps_wrong", draft(pattern="taper", steps=(("one", "1", "x"),))),
        ("steps", "steps_wrong", draft(pattern="taper", steps=(("", "1", "3"),))),
        (
            "steps",
            "steps_wrong",
            draft(pattern="taper", steps=(("two", "2", ""), ("one", "1", ""))),
        ),
    ],
)
def test_a_mistake_is_tied_to_its_field(field: str, key: str, given: Draft) -> None:
    assert mistakes(given) == {field: key}


fields = st.dictionaries(
    st.sampled_from(
        [
            *GOOD,
            *("every_hours", "every_days", "start_date", "start_time", "end_date"),
            *("minimum_gap", "critical", "late_words", "compartment", "window", "units"),
            *("days_on", "days_off", "need_most", "need_reason", "look"),
        ]
    ),
    st.one_of(st.text(max_size=20), st.sampled_from([p.value for p in Pattern])),
)
texts = st.lists(st.text(max_size=8), max_size=6).map(tuple)


@given(fields, texts, texts, texts)
def test_whatever_is_typed_ends_in_an_order_or_in_mistakes(
    typed: dict[str, str],
    times: tuple[str, ...],
    days: tuple[str, ...],
    events: tuple[str, ...],
) -> None:
    found = read(
        Draft(fields=GOOD | typed, times=times, days=days, events=events),
        zone=PARIS,
        now=NOW,
    )
    assert isinstance(found, Plan) or found.by_field


clocks = st.lists(
    st.times().map(lambda at: f"{at:%H:%M}"), min_size=1, max_size=6, unique=True
).map(tuple)


typed_plans = st.builds(
    draft,
    times=clocks,
    days=st.lists(st.sampled_from(DAYS)).map(tuple),
    events=st.lists(st.sampled_from(EVENTS), min_size=1).map(tuple),
    every_hours=st.integers(1, 72).map(str),
    every_days=st.integers(2, 90).map(str),
    days_on=st.integers(1, 90).map(str),
    days_off=st.integers(1, 90).map(str),
    steps=st.just((("two tablets", "2", "3"), ("one tablet", "1", ""))),
    pattern=st.sampled_from([p.value for p in Pattern if p is not Pattern.NEED]),
)


@given(typed_plans)
def test_every_order_can_be_planned(typed: Draft) -> None:
    recurrence = read_timing(order(typed).timed.timing, Routine())
    assert recurrence.count is None
