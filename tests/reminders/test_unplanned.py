"""A regimen that cannot be planned is told about; on demand needs no plan."""

from care.alarm import Cause
from care.medication import AsNeeded
from care.people import Routine
from reminders.slots import CLINIC
from reminders.unplanned import sorted_out
from tests.fakes.medicines import local, regimen


def test_sorted_out() -> None:
    bad, demand = regimen("bad", timing={}), regimen("d", timing={}, as_needed=AsNeeded())
    good, raised = sorted_out(
        [bad, demand, regimen("a")], Routine(), CLINIC, local("08:00")
    )
    assert [one.id for one in good] == ["d", "a"]
    (told,) = raised
    assert told.alarm.cause is Cause.TECHNICAL
    assert dict(told.alarm.reasons[0].facts) == {"medicine": "bad"}
