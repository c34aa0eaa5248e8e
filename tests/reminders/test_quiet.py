"""Reminders that can wait for the morning do."""

from datetime import time, timedelta

import pytest

from care.medication import WindowClass
from care.people import Routine
from reminders.quiet import first_ask, wakes_after
from tests.fakes.medicines import PARIS, Home, dose, local, regimen, tray

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("clock", "half", "asked"),
    [
        ("06:30", 2, "07:00"),
        ("06:00", 2, "07:00"),
        ("05:15", 2, "05:15"),
        ("02:00", 1, "02:00"),
        ("08:00", 2, "08:00"),
        ("22:30", 2, "22:30"),
    ],
)
def test_it_waits_only_while_its_window_lasts(clock: str, half: int, asked: str) -> None:
    due = local(clock)
    one = dose(due=due, opens=due - half * HOUR, closes=due + half * HOUR)
    assert first_ask(one, regimen(), Routine(), PARIS) == local(asked)


def test_critical_medicine_never_waits() -> None:
    one = dose("a", "06:30", closes=local("08:30"))
    exact = regimen(window_class=WindowClass.TIME_CRITICAL)
    for order in (exact, regimen(critical=True)):
        assert first_ask(one, order, Routine(), PARIS) == one.due


def test_a_night_after_midnight_is_a_night() -> None:
    owl = Routine(wake=time(11), bed=time(2))
    assert wakes_after(local("03:00"), owl, PARIS) == local("11:00")
    assert wakes_after(local("23:00"), owl, PARIS) is None


def test_nobody_is_told_while_the_home_waits_for_the_morning() -> None:
    home = Home(tray(regimen("a", "06:20", window=HOUR + timedelta(minutes=30))))
    home.run(local("06:00"), local("07:04"), timedelta(minutes=1))
    assert [at for at, _ in home.asked] == [local("07:00")]
    assert not home.raised
