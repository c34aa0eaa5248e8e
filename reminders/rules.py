"""How a dose is asked for, and when people are told: one set of numbers.

Sources: prompt ladder after Medisafe and MedTimer, caregiver's notice after Hero and
EllieGrid (15 min), windows after ISMP 2011. All editable in config.yml.
"""

from dataclasses import dataclass
from datetime import timedelta

from care.medication import Dose, Regimen, WindowClass
from reminders.slots import CLINIC, SlotTable

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Numbers of the round; the defaults are the project's proposal."""

    ladder: tuple[timedelta, ...] = (0 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE)
    """Askings after the due instant; each is louder and shorter."""
    snooze: timedelta = 10 * MINUTE
    snoozes: int = 3
    grace: timedelta = 30 * MINUTE
    """After the window: no prompt, but a dose taken now is late and not missed."""
    listen: timedelta = timedelta(seconds=20)
    notice_time_critical: timedelta = 15 * MINUTE
    notice_frequent: timedelta = 30 * MINUTE
    held: timedelta = MINUTE
    """A prompt that a call or an alarm holds back tries again after this."""
    quiet_hours: bool = True
    """From bed to waking, reminders that can wait do."""
    table: SlotTable = CLINIC


RULES = Rules()


def notice_at(dose: Dose, regimen: Regimen, rules: Rules) -> timedelta:
    """After how long since due the caregiver is told; at the latest when it closes."""
    half = dose.closes - dose.due
    if regimen.window_class is WindowClass.TIME_CRITICAL or regimen.critical:
        return min(half, rules.notice_time_critical)
    if half <= timedelta(hours=1):
        return min(half, rules.notice_frequent)
    return half
