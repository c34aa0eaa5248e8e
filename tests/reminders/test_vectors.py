# ruff: noqa: E501 - one vector is easier to check by eye on one line
"""Every form of FHIR's Timing is due as worked out by hand, or refused by name."""

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.conflicts import conflicts
from reminders.element import TimingError
from reminders.fhir_order import Household, regimens_of
from reminders.fhir_timing import CYCLE
from reminders.plan import plan
from tests.fakes.due_instants import VECTORS
from tests.fakes.written_orders import (
    DAILY,
    MORNING,
    PARIS,
    WEEKLY,
    code,
    hours,
    lasting,
    order,
    step,
    when,
    within,
)

HOME = Household(
    zone=ZoneInfo(PARIS), activation=datetime(2026, 3, 2, tzinfo=ZoneInfo(PARIS))
)


def planned(written: dict[str, Any], zone: str, first: str, days: int) -> str:
    where = ZoneInfo(zone)
    start = datetime.fromisoformat(first).replace(tzinfo=where)
    end = datetime.fromordinal(start.toordinal() + days).replace(tzinfo=where)
    home = Household(zone=where, activation=start)
    doses = plan(regimens_of(written, home), home.routine, where, start, end)
    local = (dose.due.astimezone(where) for dose in doses)
    return ", ".join(f"{at:%d-%m %H:%M} {f'{at:%z}'.removesuffix('00')}" for at in local)


@pytest.mark.parametrize(
    ("timing", "zone", "first", "days", "expected"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_due_instants(
    timing: dict[str, Any], zone: str, first: str, days: int, expected: str
) -> None:
    assert planned(timing, zone, first, days) == expected


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"frequency": 2}, "timing.repeat.frequency"),
    (DAILY | {"dayOfWeek": ["MON"]}, "timing.repeat.dayOfWeek"),
    (DAILY | {"dayOfWeek": ["mon", "mon"]}, "timing.repeat.dayOfWeek"),
    (DAILY | {"dayOfWeek": []}, "timing.repeat.dayOfWeek"),
    (WEEKLY | {"dayOfWeek": ["mon", "wed"]}, "timing.repeat.frequency"),
    (WEEKLY | {"frequency": 5, "timeOfDay": ["08:00:00", "20:00:00"]},
     "timing.repeat.frequency"),
    ({"period": 1, "periodUnit": "mo", "dayOfWeek": ["mon"]}, "timing.repeat.dayOfWeek"),
    ({"timeOfDay": ["08:00:00+02:00"]}, "timing.repeat.timeOfDay"),
    ({"timeOfDay": ["24:00:00"]}, "timing.repeat.timeOfDay"),
    ({"timeOfDay": ["08:00:00", "08:00:00"]}, "timing.repeat.timeOfDay"),
    (MORNING | when("MORN"), "timing.repeat.timeOfDay"),
    (when("morn"), "timing.repeat.when"),
    (when("AC", offset=-15), "timing.repeat.offset"),
    (when("CM", offset=15), "timing.repeat.offset"),
    (MORNING | {"offset": 15}, "timing.repeat.offset"),
    (DAILY | {"frequency": None}, "timing.repeat.frequency"),
    (DAILY | {"frequency": -1}, "timing.repeat.frequency"),
    (DAILY | {"frequency": 10**400}, "timing.repeat.frequency"),
    (DAILY | {"frequency": float("nan")}, "timing.repeat.frequency"),
    (DAILY | {"period": 1e300}, "timing.repeat.period"),
    (DAILY | {"period": 99999}, "timing.repeat.period"),
    (DAILY | {"periodMax": 0.5}, "timing.repeat.periodMax"),
    (DAILY | {"frequency": 3, "frequencyMax": 2}, "timing.repeat.frequencyMax"),
    (DAILY | {"durationUnit": "h"}, "timing.repeat.durationUnit"),
    (DAILY | {"duration": 1, "durationUnit": "fortnight"}, "timing.repeat.durationUnit"),
    (hours(1, frequency=7), "timing.repeat.frequency"),
    ({"count": 1}, "timing.repeat"),
    (DAILY | {"boundsPeriod": {}}, "timing.repeat.boundsPeriod"),
    (DAILY | within(start="2026-03"), "timing.repeat.boundsPeriod.start"),
    (DAILY | within(start="2026-02-30"), "timing.repeat.boundsPeriod.start"),
    (DAILY | within(end="9999-12-31"), "timing.repeat.boundsPeriod.end"),
    (DAILY | within(start="2026-03-02T12:00:00+02:00", end="2026-03-02T09:00:00Z"),
     "timing.repeat.boundsPeriod"),
    (DAILY | within(from_="2026-03-02"), "timing.repeat.boundsPeriod.from_"),
    (DAILY | {"boundsDuration": {"value": 5, "unit": "days"}},
     "timing.repeat.boundsDuration.code"),
    (DAILY | {"boundsDuration": {"value": 5, "unit": "h", "code": "d"}},
     "timing.repeat.boundsDuration.unit"),
    (DAILY | {"boundsDuration": {"value": "5", "code": "d"}},
     "timing.repeat.boundsDuration.value"),
    (DAILY | {"boundsDuration": {"value": 5, "code": "d", "comparator": "<"}},
     "timing.repeat.boundsDuration.comparator"),
    (DAILY | {"boundsRange": {"low": {"value": 5, "code": "d"},
                              "high": {"value": 3, "code": "d"}}},
     "timing.repeat.boundsRange.high"),
    (DAILY | {"modifierExtension": []}, "timing.repeat.modifierExtension"),
    (DAILY | {"_frequency": {}}, "timing.repeat._frequency"),
    (DAILY | {"dayOfMonth": [1]}, "timing.repeat.dayOfMonth"),
    (DAILY | {"extension": [{"url": CYCLE, "valueString": "21"}]},
     "timing.repeat.extension"),
    ({"event": ["2026-03-03"]}, "timing.event"),
    ({"event": ["2026-03-03T08:00:00Z"], "repeat": DAILY}, "timing.repeat.frequency"),
    ({"event": ["2026-03-03T08:00:00Z"], "frequency": 1}, "timing.frequency"),
    (code("BID", frequency=3, period=1, periodUnit="d"), "timing.code"),
    (code("JHNVAL"), "timing.code"),
    (code("BID") | {"code": 3}, "timing.code"),
    ({"timing": {"repeat": DAILY}, "asNeeded": True}, "asNeeded"),
    ({"timing": {"repeat": DAILY}, "asNeededBoolean": False,
      "asNeededCodeableConcept": {"text": "pain"}}, "asNeededBoolean"),
    (order(), "dosageInstruction"),
    (order(step(DAILY, 1), step(DAILY, 2)),
     "dosageInstruction[1].timing.repeat.bounds"),
    (order(step(DAILY | lasting(1, "d"), 1), step(DAILY)), "dosageInstruction[1].sequence"),
    (order(step(DAILY, -1)), "dosageInstruction[0].sequence"),
    (order(step(DAILY, modifierExtension=[])), "dosageInstruction[0].modifierExtension"),
    (order(step(DAILY), modifierExtension=[]), "modifierExtension"),
    (order(step(DAILY), effectiveDosePeriod={"start": "2026-03-02"}), "effectiveDosePeriod"),
    (order(step(DAILY), doNotPerform=True), "doNotPerform"),
    (order(step(DAILY), authoredOn="2026"), "authoredOn"),
    (order(step(DAILY, doseAndRate=[{"doseQuantity": {"value": -1, "unit": "mg"}}])),
     "dosageInstruction[0].doseAndRate.doseQuantity.value"),
    (order(step(DAILY, doseAndRate=[{"doseQuantity": {"value": 1, "unit": "mg"}},
                                    {"doseQuantity": {"value": 2, "unit": "mg"}}])),
     "dosageInstruction[0].doseAndRate"),
    (order(step(hours(4), asNeededBoolean=True, maxDosePerPeriod=4)),
     "dosageInstruction[0].maxDosePerPeriod"),
    ({"resourceType": "Bundle"}, "resourceType"),
]  # fmt: skip


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from places(one, (*path, key))


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_stands_in_an_order_it_is_planned_or_refused(data: st.DataObject) -> None:
    broken = deepcopy(data.draw(st.sampled_from(VECTORS))[1])
    *way, last = data.draw(st.sampled_from(sorted(places(broken), key=str)))
    parent: Any = broken
    for key in way:
        parent = parent[key]
    parent[last] = data.draw(JUNK)
    with suppress(TimingError):
        conflicts(broken, regimens_of(broken, HOME), HOME)
        planned(broken, PARIS, "2026-03-02", 2)


@pytest.mark.parametrize(("timing", "named"), REFUSED, ids=lambda value: str(value)[:80])
def test_refusals_name_the_element(timing: dict[str, Any], named: str) -> None:
    with pytest.raises(TimingError) as refused:
        planned(timing, PARIS, "2026-03-02", 3)
    assert refused.value.element == named
