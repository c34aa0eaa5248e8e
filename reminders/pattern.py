"""Reminders that go unanswered day after day: the provider hears of the pattern (H-28)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.medication import Corroboration, Dose, DoseOutcome
from reminders.alarms import local_due

DAYS = 3
CODE = "DOSE-IGNORED"


def ignored(doses: Iterable[Dose], now: datetime, days: int = DAYS) -> tuple[Alarm, ...]:
    """One alarm per regimen whose last `days` days with doses had no answer at all.

    The id is of the first such day, so that the same run of days has one alarm.
    """
    by_regimen: dict[str, dict[date, list[Dose]]] = defaultdict(lambda: defaultdict(list))
    for dose in doses:
        if dose.outcome is not None and dose.due <= now and dose.prompts:
            by_regimen[dose.regimen][local_due(dose).date()].append(dose)
    found = []
    for regimen in sorted(by_regimen):
        run = _run(by_regimen[regimen])
        if len(run) >= days:
            found.append(_alarm(by_regimen[regimen][run[0]][0], run, now))
    return tuple(found)


def _run(by_day: dict[date, list[Dose]]) -> list[date]:
    """The latest days without an answer, oldest first."""
    run: list[date] = []
    for day in sorted(by_day, reverse=True):
        if not all(_unanswered(dose) for dose in by_day[day]):
            break
        run.append(day)
    return run[::-1]


def _unanswered(dose: Dose) -> bool:
    silent = dose.corroboration in (Corroboration.MISSED, Corroboration.UNKNOWN)
    return silent and dose.outcome in (DoseOutcome.MISSED, DoseOutcome.UNKNOWN)


def _alarm(dose: Dose, run: list[date], now: datetime) -> Alarm:
    name = f"{dose.patient}|{dose.regimen}|{run[0].isoformat()}"
    facts = (("medicine", dose.medicine), ("number", str(len(run))))
    return Alarm(
        id=AlarmId(f"ignored-{sha256(name.encode()).hexdigest()[:16]}"),
        patient=dose.patient,
        code=CODE,
        cause=Cause.ADVISORY,
        priority=Priority.LOW,
        raised_at=now,
        reasons=(Reason(key="dose_ignored", facts=facts),),
    )
