"""The line of one dose in the ledger, derived from the set of its evidence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from care.medication import Corroboration, Dose, DoseEvidence, DoseOutcome
from reminders.truth import Verdict, Watched, verdict

OPEN_AGAIN = "open_again"
AGAIN_OPEN = Verdict(
    outcome=DoseOutcome.UNKNOWN, corroboration=Corroboration.UNKNOWN, reason=OPEN_AGAIN
)
"""A dose that was entered as taken and is corrected to "not yet" is asked for again; an
outcome is never taken back to none."""


def is_open(dose: Dose) -> bool:
    """Whether it is still to be asked for."""
    return dose.outcome is None or dose.reason == OPEN_AGAIN


def entered(
    dose: Dose, evidence: Sequence[DoseEvidence], watched: Watched, over_at: datetime
) -> Dose:
    """The dose with its outcome; equal for equal sets of evidence.

    `ended_at` is when the first outcome was known; a later one is a correction.
    """
    now = verdict(dose, evidence, watched)
    ended_at, first = (over_at, now) if watched.over else (None, None)
    if evidence:
        ended_at, first = _first(dose, evidence, watched, over_at)
    if first is not None and now.outcome is None:
        now = AGAIN_OPEN
    return replace(
        dose,
        outcome=now.outcome,
        corroboration=now.corroboration,
        taken_at=now.taken_at,
        part=now.part,
        reason=now.reason,
        ended_at=ended_at,
        corrected=first is not None and first.outcome != now.outcome,
    )


def _first(
    dose: Dose, evidence: Sequence[DoseEvidence], watched: Watched, over_at: datetime
) -> tuple[datetime | None, Verdict | None]:
    """When an outcome was known first, and which."""
    open_still = replace(watched, over=False)
    heard: list[DoseEvidence] = []
    for one in sorted(evidence, key=lambda e: (e.heard_at, e.key)):
        if one.heard_at >= over_at:
            break
        heard.append(one)
        found = verdict(dose, heard, open_still)
        if found.outcome is not None:
            return one.heard_at, found
    if watched.over:
        return over_at, verdict(dose, heard, watched)
    return None, None
