"""How early and how late a dose may be taken.

Source: ISMP, Guidelines for Timely Administration of Scheduled Medications, 2011:
time-critical 30 minutes; more often than daily 1 hour; daily and rarer 2 hours; more
often than every 4 hours a quarter of the interval. The narrower of the medicine's class
and what its frequency implies holds, unless a clinician set a half width.
"""

from datetime import timedelta
from itertools import pairwise

from care.medication import Regimen, WindowClass
from reminders.timing import Elapsed, Fixed, Recurrence, Wall

DAY = timedelta(days=1)
FREQUENT_BELOW = timedelta(hours=4)
HALF_WIDTH = {
    WindowClass.TIME_CRITICAL: timedelta(minutes=30),
    WindowClass.FREQUENT: timedelta(hours=1),
    WindowClass.DAILY: timedelta(hours=2),
}


def shortest_interval(recurrence: Recurrence) -> timedelta:
    """Nominal time between two neighbouring doses, at its shortest."""
    match recurrence.form:
        case Elapsed(interval=interval):
            return interval
        case Fixed(instants=instants):
            rising = sorted(at.replace(tzinfo=None) for at in instants)
            gaps = [later - sooner for sooner, later in pairwise(rising)]
            return min(gaps, default=DAY)
        case Wall(times=times) as form:
            overnight = form.every == 1 and form.unit == "d"
            round_the_clock = (*times, times[0] + 86400) if overnight else times
            gaps = [
                timedelta(seconds=later - sooner)
                for sooner, later in pairwise(round_the_clock)
            ]
            return min(gaps, default=DAY)


def half_width(regimen: Regimen, interval: timedelta) -> timedelta:
    """Half of the window around the due instant."""
    if regimen.window is not None:
        return regimen.window
    by_class = HALF_WIDTH[regimen.window_class]
    if interval < FREQUENT_BELOW:
        return min(by_class, interval / 4)
    by_frequency = WindowClass.FREQUENT if interval < DAY else WindowClass.DAILY
    return min(by_class, HALF_WIDTH[by_frequency])


def minimum_gap(regimen: Regimen, interval: timedelta) -> timedelta:
    """Least time between two intakes: the clinician's, else half the interval."""
    return interval / 2 if regimen.minimum_gap is None else regimen.minimum_gap
