"""Moving to another zone: once per local day, never a second dose of the same day.

A wall-clock dose belongs to its local day and time. When the patient has taken (or was
asked for) Monday's 08:00 dose in Paris, Monday's 08:00 of New York is the same dose and
is not planned again. Medicine by elapsed hours does not care about zones.
"""

from collections.abc import Iterable
from datetime import datetime

from care.medication import Dose, Regimen, RegimenId
from reminders.alarms import local_due

ELAPSED = ("h", "min", "s")


def by_the_wall(regimen: Regimen) -> bool:
    """Whether the doses follow the local clock."""
    elapsed = regimen.timing.get("periodUnit") in ELAPSED
    return not elapsed and "event" not in regimen.timing


def not_again(
    fresh: Iterable[Dose], before: Iterable[Dose], regimens: Iterable[Regimen]
) -> list[Dose]:
    """The fresh doses without those whose local day and time has had its dose."""
    wall = {regimen.id for regimen in regimens if by_the_wall(regimen)}
    had = {_occurrence(dose) for dose in before}
    ids = {dose.id for dose in before}
    return [
        dose
        for dose in fresh
        if dose.id not in ids and not (dose.regimen in wall and _occurrence(dose) in had)
    ]


def _occurrence(dose: Dose) -> tuple[RegimenId, datetime]:
    return dose.regimen, local_due(dose).replace(tzinfo=None)
