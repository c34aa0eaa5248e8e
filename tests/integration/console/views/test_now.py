"""What the first page shows: what is wrong, who has it, what comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.escalation import DeliveryStatus
from console.office import Office
from console.views import now
from records.unit import Unit
from tests.fakes.ada import ADA, MORNING, NORA
from tests.fakes.ada_alarms import low_oxygen
from tests.fakes.clock import HandClock

pytestmark = pytest.mark.integration


def test_the_most_urgent_alarm_that_nobody_has_comes_first(
    unit: Unit, morning: Office
) -> None:
    seen = now.gather(unit, morning, MORNING)
    assert [card.escalation.alarm.code for card in seen.cards] == [
        "SPO2-LOW",
        "STREAM-SILENT",
    ]
    (told,) = seen.cards[0].told
    assert (told.name, told.status) == ("Luca Marin", DeliveryStatus.HANDED_OVER)
    assert [one.escalation.alarm.code for one in seen.closed] == ["GLU-LOW"]


def test_an_answer_shows_as_pending_and_then_as_late(unit: Unit, morning: Office) -> None:
    key = low_oxygen(MORNING).id
    unit.requests.add("acknowledge", {"escalation": key}, by=NORA, at=MORNING, patient=ADA)
    fresh = now.gather(unit, morning, MORNING + timedelta(seconds=5)).cards[0].pending
    late = now.gather(unit, morning, MORNING + timedelta(seconds=25)).cards[0].pending
    assert fresh is not None
    assert late is not None
    assert (fresh.kind, fresh.late, late.late) == ("acknowledge", False, True)


def test_the_next_doses_are_those_of_the_plan(unit: Unit, morning: Office) -> None:
    (home,) = now.gather(unit, morning, MORNING).homes
    hours = [f"{d.due.astimezone(home.patient.zone):%d %H:%M}" for d in home.doses]
    assert hours == ["22 19:00", "22 20:00", "23 07:30", "23 08:00"]


def test_an_accelerated_home_counts_silence_in_real_time(morning: Office) -> None:
    fast = replace(morning, clock=HandClock(MORNING, speed=60))
    assert now.home_time(fast, timedelta(seconds=30)) == timedelta(minutes=30)
    assert now.home_time(morning, timedelta(seconds=30)) == timedelta(seconds=30)
