"""Parts of the day and meals on the patient's own clock."""

from datetime import time

import pytest

from care.people import Routine
from reminders.slots import CLINIC, times_of

EARLY = Routine(wake=time(5, 30), breakfast=time(6, 0), bed=time(21, 0))


@pytest.mark.parametrize(
    ("code", "offset", "clocks"),
    [
        ("WAKE", None, ["05:30"]),
        ("WAKE", 600, ["05:40"]),
        ("HS", 3600, ["20:00"]),
        ("PHS", 3600, ["22:00"]),
        ("CM", None, ["06:00"]),
        ("C", None, ["06:00", "12:30", "19:00"]),
        ("ACM", None, ["05:30"]),
        ("AC", 900, ["05:45", "12:15", "18:45"]),
        ("PCV", 0, ["19:00"]),
        ("MORN", None, ["08:00"]),
        ("NIGHT", 1800, ["22:30"]),
    ],
)
def test_events_follow_the_patient_s_day(
    code: str, offset: int | None, clocks: list[str]
) -> None:
    found = times_of(code, offset, EARLY, CLINIC)
    assert [f"{s // 3600:02}:{s % 3600 // 60:02}" for s in found] == clocks


def test_an_unknown_event_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        times_of("TEA", None, EARLY, CLINIC)
