"""What a FHIR repeat asks for, and refusals that name the element."""

from typing import Any

import pytest

from care.people import Routine
from reminders.element import TimingError
from reminders.timing import Elapsed, Wall, read

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


def form(**timing: Any) -> Any:
    return read(timing, Routine()).form


@pytest.mark.parametrize(
    ("timing", "element"),
    [
        ({}, "repeat"),
        ({"frequency": 1, "period": 1, "periodUnit": "fortnight"}, "periodUnit"),
        ({"frequency": 1, "period": 1}, "period"),
        ({"frequency": 1, "periodUnit": "d"}, "periodUnit"),
        ({"periodMax": 6, "frequency": 1}, "periodMax"),
        ({"frequency": 7, "period": 1, "periodUnit": "d"}, "frequency"),
        ({"frequency": 2, "period": 3, "periodUnit": "d"}, "frequency"),
        ({"frequency": 2, "period": 1, "periodUnit": "mo"}, "frequency"),
        ({"frequency": 8, "period": 1, "periodUnit": "wk"}, "frequency"),
        ({"frequency": 3, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "tue"]},
         "frequency"),
        ({"frequency": 1, "period": 0.5, "periodUnit": "d"}, "period"),
        ({"frequency": 1, "period": 0, "periodUnit": "h"}, "period"),
        ({"frequency": 1.5, "period": 1, "periodUnit": "d"}, "frequency"),
        ({"frequency": "1", "period": 1, "periodUnit": "d"}, "frequency"),
        ({"frequency": True, "period": 1, "periodUnit": "d"}, "frequency"),
        (DAILY | {"duration": -1, "durationUnit": "h"}, "duration"),
        (DAILY | {"duration": 1}, "duration"),
        (DAILY | {"offset": 10}, "offset"),
        (DAILY | {"when": ["C"], "offset": 10}, "offset"),
        (DAILY | {"when": ["AC"]}, "frequency"),
        (DAILY | {"when": ["SOON"]}, "when"),
        (DAILY | {"when": []}, "when"),
        (DAILY | {"when": ["MORN"], "timeOfDay": ["08:00:00"]}, "timeOfDay"),
        (DAILY | {"timeOfDay": ["8 o'clock"]}, "timeOfDay"),
        (DAILY | {"timeOfDay": ["08:00:00", "20:00:00"]}, "frequency"),
        (DAILY | {"timeOfDay": "08:00:00"}, "timeOfDay"),
        (DAILY | {"dayOfWeek": ["monday"]}, "dayOfWeek"),
        (DAILY | {"count": 0}, "count"),
        (DAILY | {"frequencyMax": 0}, "frequencyMax"),
        (DAILY | {"extension": []}, "extension"),
        (DAILY | {"whenever": True}, "whenever"),
        ({"period": 8, "periodUnit": "h", "timeOfDay": ["08:00"]}, "timeOfDay"),
        ({"event": []}, "event"),
        ({"event": ["2026-03-02"], "count": 1}, "count"),
        ({"event": ["soon"]}, "event"),
    ],
    ids=str,
)  # fmt: skip
def test_an_unsupported_form_is_refused_by_its_element(
    timing: dict[str, Any], element: str
) -> None:
    with pytest.raises(TimingError) as refused:
        read(timing, Routine())
    assert refused.value.element == element
    assert str(refused.value).startswith(f"{element}: ")


def test_ranges_plan_the_first_and_show_both() -> None:
    found = read({"frequency": 1, "frequencyMax": 2, "period": 4, "periodMax": 6,
                  "periodUnit": "h"}, Routine())  # fmt: skip
    assert found.ranges == ("frequency 1-2", "period 4-6 h")
    assert isinstance(found.form, Elapsed)


def test_as_many_times_a_week_as_days_are_once_on_each() -> None:
    week = {"period": 1, "periodUnit": "wk"}
    once = form(frequency=2, dayOfWeek=["mon", "thu"], **week)
    twice = form(frequency=4, dayOfWeek=["mon", "thu"], **week)
    assert isinstance(once, Wall)
    assert (set(once.weekdays), len(once.times), len(twice.times)) == ({0, 3}, 1, 2)


def test_a_frequency_that_the_times_agree_with_is_accepted() -> None:
    times = ["08:00:00", "20:00:00"]
    assert form(frequency=2, period=1, periodUnit="d", timeOfDay=times).times == (
        28800,
        72000,
    )
