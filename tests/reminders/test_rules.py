"""When the caregiver is told, by class."""

from datetime import timedelta

import pytest

from care.medication import WindowClass
from reminders.rules import RULES, notice_at
from tests.fakes.medicines import dose, regimen

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("half", "critical", "kind", "minutes"),
    [
        (120, False, WindowClass.DAILY, 120),
        (60, False, WindowClass.FREQUENT, 30),
        (30, False, WindowClass.TIME_CRITICAL, 15),
        (120, True, WindowClass.DAILY, 15),
        (10, True, WindowClass.DAILY, 10),
    ],
)
def test_by_class_and_at_the_latest_when_it_closes(
    half: int, kind: WindowClass, minutes: int, *, critical: bool
) -> None:
    due = dose().due
    one = dose(opens=due, closes=due + half * MINUTE)
    order = regimen(critical=critical, window_class=kind)
    assert notice_at(one, order, RULES) == minutes * MINUTE
