"""When a person is told that nobody confirmed a dose."""

from datetime import timedelta

from reminders.asking import notice_due, snooze
from reminders.dose_words import Snoozed
from reminders.round import begin
from reminders.rules import RULES
from tests.fakes.medicines import dose, local, regimen


def test_an_agreed_time_is_waited_for_unless_critical() -> None:
    later = Snoozed(at=local("08:00"), delay=timedelta(minutes=45))
    usual, critical = (
        snooze(begin(dose(), regimen(critical=c)), later, local("08:00"), RULES)[0]
        for c in (False, True)
    )
    assert notice_due(usual, RULES) == local("08:50")
    assert notice_due(critical, RULES) == local("08:15")
