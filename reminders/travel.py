"""Moving to another zone: once per local day, never a second dose of the same day.

A wall-clock dose belongs to its local day and time. When the patient has taken (or was
asked for) Monday's 08:00 dose in Paris, Monday's 08:00 of New York is the same dose and
is not planned again. Medicine by elapsed hours does not care about zones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from care.medication import Dose, Regimen, RegimenId
from care.people import Routine
from reminders.alarms import local_due
from reminders.plan import plan
from reminders.slots import CLINIC, SlotTable

ELAPSED = ("h", "min", "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """From `since` on, the patient's clock is that of `zone`."""

    since: datetime
    zone: ZoneInfo


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


def plan_stays(
    regimens: Sequence[Regimen],
    routine: Routine,
    stays: Sequence[Stay],
    end: datetime,
    *,
    table: SlotTable = CLINIC,
) -> tuple[Dose, ...]:
    """Every dose from the first stay to `end`, through all moves; stays are rising."""
    doses: list[Dose] = []
    ends = [*(stay.since for stay in stays[1:]), end]
    for stay, until in zip(stays, ends, strict=True):
        fresh = plan(regimens, routine, stay.zone, stay.since, until, table=table)
        doses += not_again(fresh, doses, regimens)
    return tuple(doses)
