"""What a card says of its alarm."""

from dataclasses import replace

import pytest

from care.alarm import Cause, Priority, Reason
from console.office import Office
from console.views import now
from console.views.alarms import todo
from records.unit import Unit
from tests.fakes.ada import MORNING
from tests.fakes.ada_alarms import alarm, escalation, low_oxygen

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("code", "cause", "priority", "key"),
    [
        ("FALL", Cause.PHYSIOLOGICAL, Priority.HIGH, "fall"),
        ("SPO2-CRIT", Cause.PHYSIOLOGICAL, Priority.HIGH, "oxygen"),
        ("GLU-LOW", Cause.PHYSIOLOGICAL, Priority.MEDIUM, "glucose"),
        ("HELP", Cause.PHYSIOLOGICAL, Priority.HIGH, "help"),
        ("PULSE-FAST", Cause.PHYSIOLOGICAL, Priority.MEDIUM, "medium"),
        ("SPO2-SILENT", Cause.TECHNICAL, Priority.LOW, "technical"),
        ("DOSE-MISSED", Cause.ADVISORY, Priority.LOW, "advisory"),
    ],
)
def test_each_alarm_says_what_to_do(
    code: str, cause: Cause, priority: Priority, key: str
) -> None:
    given = alarm(code, MORNING, priority, cause)
    assert todo(escalation(given, low_oxygen(MORNING).stage, MORNING)) == key


def test_reasons_that_disagree_are_not_said_to_agree(unit: Unit, morning: Office) -> None:
    card = now.gather(unit, morning, MORNING).cards[0]
    assert card.sure == "sure_many"
    given = low_oxygen(MORNING)
    doubted = replace(
        given.alarm, reasons=(*given.alarm.reasons, Reason(key="denied_breathless"))
    )
    assert replace(card, escalation=replace(given, alarm=doubted)).sure == "sure_mixed"
    single = replace(given.alarm, reasons=given.alarm.reasons[:1])
    assert replace(card, escalation=replace(given, alarm=single)).sure == "sure_one"
