"""Quiet hours: a reminder that can wait for the morning does; one that cannot, comes.

A dose that a clinician put into the night is asked for as ordered, unless its window is
still open well after the patient has woken. Time-critical and critical medicine never
waits (hazard H-14: reminders at an unsafe time).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.medication import Dose, Regimen, WindowClass
from care.people import Routine
from reminders.calendar_days import wall
from reminders.slots import seconds

ROOM = timedelta(minutes=30)
"""So much of the window must be left after waking."""


def first_ask(dose: Dose, regimen: Regimen, routine: Routine, zone: ZoneInfo) -> datetime:
    """When the dose is asked for first: when due, or when the patient has woken."""
    exact = regimen.window_class is WindowClass.TIME_CRITICAL or regimen.critical
    woken = wakes_after(dose.due, routine, zone)
    if exact or woken is None or woken + ROOM > dose.closes:
        return dose.due
    return woken


def wakes_after(at: datetime, routine: Routine, zone: ZoneInfo) -> datetime | None:
    """The end of the night that holds the instant; None by day."""
    day = at.astimezone(zone).date()
    for date in (day - timedelta(days=1), day):
        bed = wall(date, seconds(routine.bed), zone)
        over_midnight = routine.wake <= routine.bed
        wake_day = date + timedelta(days=1) if over_midnight else date
        wake = wall(wake_day, seconds(routine.wake), zone)
        if bed <= at < wake:
            return wake
    return None
