"""Windows after ISMP, the narrower of class and frequency."""

from datetime import timedelta
from typing import Any

import pytest

from care.medication import WindowClass
from care.people import Routine
from reminders.timing import read
from reminders.windows import half_width, minimum_gap, shortest_interval
from tests.fakes.medicines import regimen

HOURS = {"frequency": 1, "periodUnit": "h"}
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("timing", "more", "minutes"),
    [
        ({"timeOfDay": ["08:00:00"]}, {}, 120),
        ({"frequency": 1, "period": 1, "periodUnit": "wk"}, {}, 120),
        ({"timeOfDay": ["08:00:00", "20:00:00"]}, {}, 60),
        (HOURS | {"period": 4}, {}, 60),
        (HOURS | {"period": 2}, {}, 30),
        (HOURS | {"period": 1}, {}, 15),
        ({"timeOfDay": ["08:00:00"]}, {"window_class": WindowClass.TIME_CRITICAL}, 30),
        ({"timeOfDay": ["08:00:00"]}, {"window": 45 * MINUTE}, 45),
    ],
)
def test_half_widths(timing: dict[str, Any], more: dict[str, Any], minutes: int) -> None:
    interval = shortest_interval(read(timing, Routine()))
    order = regimen(timing=timing, **more)
    assert half_width(order, interval) == minutes * MINUTE


def test_without_a_clinician_s_gap_half_the_interval_holds() -> None:
    assert minimum_gap(regimen(), timedelta(hours=8)) == timedelta(hours=4)
    gap = timedelta(hours=6)
    assert minimum_gap(regimen(minimum_gap=gap), timedelta(hours=8)) == gap


def test_events_have_an_interval_too() -> None:
    timing = {"event": ["2026-03-02T08:00", "2026-03-02T11:00", "2026-03-03T08:00"]}
    assert shortest_interval(read(timing, Routine())) == timedelta(hours=3)
