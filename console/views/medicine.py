"""Medicine plans as a clinician sees them: what runs, what waits, what would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from care.medication import Regimen, RegimenId
from care.people import Patient
from console.views.alarms import mark
from console.views.preview import WEEK, dues
from records.regimens import Revision, Status
from records.requests import Request
from records.unit import Unit
from reminders.slots import SlotTable

CONFIRM, STOP = "confirm_regimen", "stop_regimen"
"""Kinds of request that the station handles."""


class Stand(StrEnum):
    """Where a medicine stands for the reader."""

    RUNNING = "running"
    STARTS = "starts"
    PROPOSED = "proposed"
    """Confirmed here; the home has not taken it yet."""
    WAITING = "waiting"
    """For a second clinician, or because the home did not take it."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One regimen with all its revisions."""

    mark: str
    revisions: tuple[Revision, ...]
    """Oldest first."""
    stand: Stand
    ruling: Revision | None
    draft: Revision | None
    """The newest revision, while nobody or not everybody has confirmed it."""
    asked: bool
    """Whether a request about it is on its way to the home."""
    next_due: datetime | None
    refused: bool
    """Whether the home did not take the newest revision."""

    @property
    def shown(self) -> Regimen:
        """What the list shows: what rules, else the newest."""
        return (self.ruling or self.revisions[-1]).regimen


def _stand(
    ruling: Revision | None, draft: Revision | None, *, asked: bool, now: datetime
) -> Stand:
    if draft is not None and ruling is None:
        return Stand.PROPOSED if asked else Stand.WAITING
    if ruling is None:
        return Stand.STOPPED
    if ruling.regimen.ends and ruling.regimen.ends <= now:
        return Stand.STOPPED
    return Stand.STARTS if ruling.regimen.starts > now else Stand.RUNNING


def _asked(waiting: Iterable[Request], regimen: RegimenId) -> bool:
    return any(
        one.kind in (CONFIRM, STOP) and one.body.get("regimen") == regimen
        for one in waiting
    )


def medicines(
    unit: Unit, patient: Patient, now: datetime, slots: SlotTable
) -> tuple[Medicine, ...]:
    """Every medicine that this patient ever had, running ones first, by name."""
    waiting = unit.requests.waiting()
    groups: dict[RegimenId, list[Revision]] = {}
    for revision in unit.regimens.all(patient.id):
        groups.setdefault(revision.regimen.id, []).append(revision)
    found = [
        _medicine(tuple(group), _asked(waiting, key), patient, now, slots)
        for key, group in groups.items()
    ]
    order = tuple(Stand)
    return tuple(sorted(found, key=lambda m: (order.index(m.stand), m.shown.medicine)))


def _medicine(
    revisions: tuple[Revision, ...],
    asked: bool,  # noqa: FBT001 - one of five facts, named by every reader
    patient: Patient,
    now: datetime,
    slots: SlotTable,
) -> Medicine:
    confirmed = [one for one in revisions if one.status is Status.CONFIRMED]
    ruling = confirmed[-1] if confirmed else None
    newest = revisions[-1]
    draft = newest if newest.status is Status.DRAFT else None
    coming = dues(ruling.regimen, patient, now, now + WEEK, slots) if ruling else ()
    return Medicine(
        mark=mark(newest.regimen.id),
        revisions=revisions,
        stand=_stand(ruling, draft, asked=asked, now=now),
        ruling=ruling,
        draft=draft,
        asked=asked,
        next_due=coming[0] if coming else None,
        refused=draft is not None and not asked and not draft.regimen.high_risk,
    )


def find(
    unit: Unit, patient: Patient, wanted: str, now: datetime, slots: SlotTable
) -> Medicine | None:
    """The medicine of that mark."""
    every = medicines(unit, patient, now, slots)
    return next((one for one in every if one.mark == wanted), None)
