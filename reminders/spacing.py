"""Never two intakes of one medicine closer than its minimum gap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from care.medication import Regimen, Sign
from reminders.dose_words import Round, Stage

MAYBE = (Sign.TAKEN, Sign.PART, Sign.UNSURE, Sign.OPENED)
"""Signs of an intake that may have happened; what may have been is kept clear of too."""

Intake = tuple[datetime, datetime]
"""Due instant of a dose and when it may have been taken."""
TakenOnDemand = tuple[str, datetime]
"""Medicine key and instant."""


def medicine_key(regimen: Regimen) -> str:
    """Regimens of one order are one medicine."""
    return regimen.order or regimen.id


def maybe_taken(one: Round) -> datetime | None:
    """The latest instant at which this dose may have been taken."""
    return max((e.at for e in one.evidence if e.sign in MAYBE), default=None)


def spaced_rounds(
    rounds: tuple[Round, ...], on_demand: Iterable[TakenOnDemand] = ()
) -> tuple[Round, ...]:
    """Every dose that is still open, with the instant before which it must not be asked."""
    intakes: dict[str, list[Intake]] = defaultdict(list)
    for medicine, taken_at in on_demand:
        intakes[medicine].append((taken_at, taken_at))
    for one in rounds:
        if one.evidence and (at := maybe_taken(one)) is not None:
            intakes[medicine_key(one.regimen)].append((one.dose.due, at))
    return tuple(_spaced(one, intakes) if intakes else one for one in rounds)


def _spaced(one: Round, intakes: dict[str, list[Intake]]) -> Round:
    if one.stage is Stage.OVER:
        return one
    others = [
        at + one.gap
        for due, at in intakes.get(medicine_key(one.regimen), ())
        if due != one.dose.due and at < one.dose.closes
    ]
    not_before = max(others, default=None)
    return one if not_before == one.not_before else replace(one, not_before=not_before)
