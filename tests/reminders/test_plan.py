"""The plan against worked expansions, hand-read cases, and every zone of the world."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.medication import AsNeeded, Cycle, Dose
from care.people import Routine
from reminders.calendar_days import exists
from reminders.element import TimingError
from reminders.plan import plan, spaced
from tests.fakes.medicines import PARIS, regimen

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/clinical/schedule_vectors.json").read_text()
)["vectors"]
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
HOUR = timedelta(hours=1)


def planned(
    timing: dict[str, Any],
    start: str,
    end: str,
    zone: ZoneInfo = PARIS,
    **more: Any,
) -> tuple[Dose, ...]:
    first, last = (datetime.fromisoformat(at).replace(tzinfo=zone) for at in (start, end))
    given: dict[str, Any] = {"timing": timing, "starts": first.astimezone(UTC)} | more
    return plan([regimen(**given)], Routine(), zone, first, last)


def shown(doses: Sequence[Dose], zone: ZoneInfo = PARIS) -> list[str]:
    return [dose.due.astimezone(zone).strftime("%Y-%m-%dT%H:%M%z") for dose in doses]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_worked_expansions(vector: dict[str, Any]) -> None:
    zone = ZoneInfo(vector["tz"])
    anchor = datetime.fromisoformat(vector.get("anchor", vector["window"][0]))
    more: dict[str, Any] = {
        "zone": zone,
        "starts": anchor.replace(tzinfo=zone).astimezone(UTC),
        "as_needed": AsNeeded() if vector["as_needed"] else None,
    }
    if vector["expect"] is None:
        with pytest.raises(TimingError):
            planned(vector["repeat"], *vector["window"], **more)
    else:
        doses = planned(vector["repeat"], *vector["window"], **more)
        assert shown(doses, zone) == vector["expect"]


def test_a_repeated_time_fires_at_its_first_coming_only() -> None:
    doses = planned({"timeOfDay": ["02:30:00"]}, "2026-10-24T00:00", "2026-10-27T00:00")
    assert shown(doses) == [
        "2026-10-24T02:30+0200",
        "2026-10-25T02:30+0200",
        "2026-10-26T02:30+0100",
    ]


def test_twenty_one_days_on_and_seven_off() -> None:
    timing = {"frequency": 1, "period": 1, "periodUnit": "d"}
    cycle = Cycle(on=21, off=7)
    doses = planned(timing, "2026-03-02T00:00", "2026-04-06T00:00", cycle=cycle)
    days = [dose.due.astimezone(PARIS).date() for dose in doses]
    assert len(days) == 28
    assert days[20:22] == [date(2026, 3, 22), date(2026, 3, 30)]


def test_a_missing_day_has_no_dose_and_its_neighbours_have_theirs() -> None:
    apia = ZoneInfo("Pacific/Apia")
    timing = {"timeOfDay": ["08:00:00"]}
    doses = planned(timing, "2011-12-29T00:00", "2012-01-01T00:00", zone=apia)
    assert shown(doses, apia) == ["2011-12-29T08:00-1000", "2011-12-31T08:00+1400"]


def test_two_times_that_a_jump_makes_equal_are_still_two_doses() -> None:
    timing = {"timeOfDay": ["02:30:00", "03:30:00"]}
    doses = planned(timing, "2026-03-29T00:00", "2026-03-30T00:00")
    assert shown(doses) == ["2026-03-29T03:30+0200", "2026-03-29T04:00+0200"]


def test_a_minimum_gap_outlives_the_lost_hour() -> None:
    timing = {"timeOfDay": ["00:00:00", "04:00:00"]}
    doses = planned(
        timing, "2026-03-29T00:00", "2026-03-30T00:00", minimum_gap=timedelta(hours=4)
    )
    assert shown(doses) == ["2026-03-29T00:00+0100", "2026-03-29T05:00+0200"]


def test_hours_count_on_where_the_clock_goes_back() -> None:
    timing = {"frequency": 1, "period": 6, "periodUnit": "h"}
    doses = planned(timing, "2026-10-25T00:00", "2026-10-25T23:59")
    assert shown(doses) == [
        "2026-10-25T00:00+0200",
        "2026-10-25T05:00+0100",
        "2026-10-25T11:00+0100",
        "2026-10-25T17:00+0100",
        "2026-10-25T23:00+0100",
    ]


def test_an_anchor_on_the_local_clock_is_the_same_instant() -> None:
    timing = {"frequency": 1, "period": 8, "periodUnit": "h"}
    start = datetime(2026, 3, 28, 22, tzinfo=PARIS)
    end = start + timedelta(days=2)
    plans = [
        plan([regimen(timing=timing, starts=at)], Routine(), PARIS, at, end)
        for at in (start, start.astimezone(UTC))
    ]
    assert plans[0] == plans[1]


def test_events_are_taken_as_written() -> None:
    timing = {"event": ["2026-03-03T09:15:00+01:00", "2026-03-02T10:00:00"]}
    doses = planned(timing, "2026-03-02T00:00", "2026-03-04T00:00")
    assert shown(doses) == ["2026-03-02T10:00+0100", "2026-03-03T09:15+0100"]


def test_an_occurrence_has_one_name_for_ever() -> None:
    (dose,) = planned({"timeOfDay": ["08:00:00"]}, "2026-03-02T00:00", "2026-03-03T00:00")
    assert dose.id == "metformin/2026-03-02T08:00+01:00"
    assert (dose.due - dose.opens, dose.closes - dose.due) == (2 * HOUR, 2 * HOUR)


def test_spaced_waits_for_the_gap_and_no_longer() -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    dues = [start, start + HOUR, start + 5 * HOUR]
    assert list(spaced(dues, 2 * HOUR)) == [start, start + 2 * HOUR, start + 5 * HOUR]


zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.integers(1167609600, 2019686400).map(
    lambda second: datetime.fromtimestamp(second // 60 * 60, UTC)
)
"""Minutes from 2007 to 2033."""
times = st.lists(st.integers(0, 24 * 12 - 1), min_size=1, max_size=4, unique=True).map(
    lambda slots: [f"{s // 12:02}:{s % 12 * 5:02}:00" for s in sorted(slots)]
)
by_the_wall = times.map(lambda slots: {"timeOfDay": slots})
by_hours = st.integers(1, 30).map(
    lambda hours: {"frequency": 1, "period": hours, "periodUnit": "h"}
)


@settings(max_examples=60, deadline=None)
@given(zone=zones, start=instants, timing=by_the_wall)
def test_once_per_local_day_in_every_zone(
    zone: ZoneInfo, start: datetime, timing: dict[str, Any]
) -> None:
    end = start + timedelta(days=40)
    doses = plan([regimen(timing=timing, starts=start)], Routine(), zone, start, end)
    days = {dose.due.astimezone(zone).date() for dose in doses}
    first, last = min(days), max(days)
    inner = [first + timedelta(days=n) for n in range(1, (last - first).days)]
    slots = len(timing["timeOfDay"])
    assert (
        len({dose.due for dose in doses}) == len({dose.id for dose in doses}) == len(doses)
    )
    lived = sum(exists(day, zone) for day in inner)
    between = [d for d in doses if first < d.due.astimezone(zone).date() < last]
    assert abs(len(between) - lived * slots) <= slots  # a dose may move over midnight


@settings(max_examples=60, deadline=None)
@given(
    zone=zones, start=instants, timing=st.one_of(by_the_wall, by_hours), cut=st.floats(0, 1)
)
def test_a_plan_is_the_sum_of_its_parts(
    zone: ZoneInfo, start: datetime, timing: dict[str, Any], cut: float
) -> None:
    order, routine = [regimen(timing=timing, starts=start)], Routine()
    end = start + timedelta(days=20)
    middle = start + (end - start) * cut
    whole = plan(order, routine, zone, start, end)
    parts = plan(order, routine, zone, start, middle) + plan(
        order, routine, zone, middle, end
    )
    assert whole == parts


@settings(max_examples=60, deadline=None)
@given(zone=zones, start=instants, timing=by_the_wall, share=st.floats(0.1, 0.9))
def test_the_minimum_gap_is_always_kept(
    zone: ZoneInfo, start: datetime, timing: dict[str, Any], share: float
) -> None:
    slots = [int(t[:2]) * 3600 + int(t[3:5]) * 60 for t in timing["timeOfDay"]]
    nearest = min(b - a for a, b in pairwise([*slots, slots[0] + 86400]))
    gap = min(timedelta(seconds=nearest * share), timedelta(hours=22) / len(slots))
    order = regimen(timing=timing, starts=start, minimum_gap=gap)
    doses = plan([order], Routine(), zone, start, start + timedelta(days=30))
    assert all(later.due - sooner.due >= gap for sooner, later in pairwise(doses))


@settings(max_examples=40, deadline=None)
@given(zone=zones, start=instants, timing=by_hours)
def test_hours_are_elapsed_hours_in_every_zone(
    zone: ZoneInfo, start: datetime, timing: dict[str, Any]
) -> None:
    doses = plan(
        [regimen(timing=timing, starts=start)],
        Routine(),
        zone,
        start,
        start + timedelta(days=20),
    )
    step = timedelta(hours=timing["period"])
    assert doses[0].due == start
    assert all(later.due - sooner.due == step for sooner, later in pairwise(doses))
