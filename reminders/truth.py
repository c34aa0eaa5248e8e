"""What became of a dose, from everything that witnesses told: two sources, one truth.

    patient or person   pill box            ledger
    ------------------  ------------------  -------------------------------------------
    taken               opened in window    taken, confirmed
    taken (two people)  -                   taken, confirmed
    taken               not opened          taken, claimed
    taken               wrong compartment   taken, contradicted
    nothing             opened in window    taken, box only
    unsure              opened in window    taken, box only
    unsure              not opened          unknown, and do not take it again
    refused             not opened          refused
    refused, not taken  opened in window    unknown, contradicted
    one yes, one no     any                 unknown, contradicted
    not taken, nothing  not opened          open; missed once the window is over
    nothing             offline             open; unknown once the window is over
    nobody was asked    no box              open; unknown once the window is over

Of one witness the latest word counts, the earlier ones stay on record. The ledger is a
function of the set of evidence: order of arrival and repetition change nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from care.medication import (
    Corroboration,
    Dose,
    DoseEvidence,
    DoseOutcome,
    Sign,
    Witness,
)

YES = (Sign.TAKEN, Sign.PART)
NO = (Sign.NOT_TAKEN, Sign.REFUSED)


class Box(StrEnum):
    """Whether a pill box would have told."""

    NONE = "none"
    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The ledger line of a dose."""

    outcome: DoseOutcome | None = None
    corroboration: Corroboration | None = None
    taken_at: datetime | None = None
    part: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the home could have seen and did."""

    box: Box = Box.NONE
    asked: bool = False
    """The patient was asked at least once."""
    over: bool = False
    """Window and grace are over."""
    stopped: bool = False
    """A clinician has stopped the medicine meanwhile."""


def verdict(dose: Dose, evidence: Iterable[DoseEvidence], watched: Watched) -> Verdict:
    """The ledger line that follows from a set of evidence."""
    told = sorted(evidence, key=lambda e: (e.at, e.key))
    latest = {e.witness: e for e in told if _is_word(e)}
    words = sorted(latest.values(), key=lambda e: (e.at, e.key))
    opened = [e.at for e in told if e.sign is Sign.OPENED and e.at >= dose.opens]
    wrong = any(e.sign is Sign.WRONG_COMPARTMENT for e in told) and not opened
    signs = {e.sign for e in words}
    if signs & set(YES) and signs & set(NO):
        return _doubt("witnesses_differ")
    if signs & set(YES):
        again = any(e.sign is Sign.AGAIN for e in told)
        found = _claimed(dose, words, opened, wrong=wrong)
        return replace(found, reason="again") if again else found
    if signs & set(NO) and opened:
        return _doubt("said_no_but_opened")
    if Sign.REFUSED in signs:
        reason = next((e.reason for e in reversed(words) if e.reason), None)
        return Verdict(
            outcome=DoseOutcome.REFUSED, corroboration=Corroboration.CLAIMED, reason=reason
        )
    if opened:
        return _intake(dose, opened[0], Corroboration.BOX_ONLY)
    if wrong:
        return _doubt("wrong_compartment") if watched.over else Verdict()
    if Sign.UNSURE in signs:
        return _unknown("unsure")
    return _silent(signs, watched)


def _is_word(one: DoseEvidence) -> bool:
    return one.witness is not Witness.BOX and one.sign is not Sign.AGAIN


def _claimed(
    dose: Dose, words: list[DoseEvidence], opened: list[datetime], *, wrong: bool
) -> Verdict:
    agreeing = [e for e in words if e.sign in YES]
    if opened or len(agreeing) > 1:
        trust = Corroboration.CONFIRMED
    else:
        trust = Corroboration.CONTRADICTED if wrong else Corroboration.CLAIMED
    part = any(e.sign is Sign.PART for e in agreeing)
    return _intake(dose, min([e.at for e in agreeing] + opened), trust, part=part)


def _intake(
    dose: Dose,
    at: datetime,
    trust: Corroboration,
    *,
    part: bool = False,
) -> Verdict:
    outcome = DoseOutcome.TAKEN if at <= dose.closes else DoseOutcome.LATE
    return Verdict(outcome=outcome, corroboration=trust, taken_at=at, part=part)


def _doubt(reason: str) -> Verdict:
    return Verdict(
        outcome=DoseOutcome.UNKNOWN,
        corroboration=Corroboration.CONTRADICTED,
        reason=reason,
    )


def _unknown(reason: str) -> Verdict:
    return Verdict(
        outcome=DoseOutcome.UNKNOWN, corroboration=Corroboration.UNKNOWN, reason=reason
    )


def _silent(signs: set[Sign], watched: Watched) -> Verdict:
    """Nobody spoke of an intake and no box opened."""
    if not watched.over:
        return Verdict()
    if watched.stopped:
        return _unknown("stopped")
    if Sign.NOT_TAKEN in signs:
        return Verdict(
            outcome=DoseOutcome.MISSED, corroboration=Corroboration.MISSED, reason="said_so"
        )
    if watched.box is Box.OFFLINE:
        return _unknown("box_offline")
    if watched.box is Box.NONE and not watched.asked:
        return _unknown("not_asked")
    return Verdict(outcome=DoseOutcome.MISSED, corroboration=Corroboration.MISSED)
