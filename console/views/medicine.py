"""Medicine plans as a clinician sees them: what runs, what waits, what would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from care.medication import Regimen
from care.order import Order
from care.people import Patient
from console.views.alarms import mark
from console.views.preview import WEEK, dues
from records.orders import Revision, Status
from records.unit import Unit
from reminders.slots import SlotTable


class Stand(StrEnum):
    """Where a medicine stands for the reader."""

    RUNNING = "running"
    STARTS = "starts"
    """Admitted by the home; nothing of it runs yet."""
    PROPOSED = "proposed"
    """Signed here; the home has not taken it yet."""
    WAITING = "waiting"
    """For a second clinician."""
    REFUSED = "refused"
    """By the home, and nothing of it runs."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One order with all its revisions."""

    mark: str
    revisions: tuple[Revision, ...]
    """Oldest first."""
    stand: Stand
    ruling: Revision | None
    """What runs, a stop included."""
    coming: Revision | None
    """Admitted, and in force later."""
    draft: Revision | None
    """The newest revision, while it waits for a signature or for the home."""
    refused: Revision | None
    """The newest revision, when the home refused it."""
    next_due: datetime | None

    @property
    def id(self) -> str:
        """The order's id."""
        return self.revisions[0].order.id

    @property
    def shown(self) -> tuple[Regimen, ...]:
        """What the list shows: what runs, else the newest that says anything."""
        said = [self.ruling, self.coming, *reversed(self.revisions)]
        return next(one.order.regimens for one in said if one and one.order.regimens)

    @property
    def name(self) -> str:
        """What the medicine is called."""
        return self.shown[0].medicine

    @property
    def starts(self) -> datetime:
        """From when what is coming holds, or what is there."""
        return (self.coming or self.ruling or self.revisions[-1]).order.effective

    @property
    def orders(self) -> tuple[Order, ...]:
        """What the home has admitted."""
        past = (Status.ADMITTED, Status.RUNNING, Status.REPLACED)
        return tuple(one.order for one in self.revisions if one.status in past)


def medicines(
    unit: Unit, patient: Patient, now: datetime, slots: SlotTable
) -> tuple[Medicine, ...]:
    """Every medicine that this patient ever had, running ones first, by name."""
    groups: dict[str, list[Revision]] = {}
    for revision in unit.orders.all(patient.id):
        groups.setdefault(revision.order.id, []).append(revision)
    found = [
        _medicine(tuple(group), patient, now, slots)
        for group in groups.values()
        if any(one.order.regimens for one in group)
    ]
    order = tuple(Stand)
    return tuple(sorted(found, key=lambda m: (order.index(m.stand), m.name.casefold())))


def _last(revisions: Iterable[Revision], *status: Status) -> Revision | None:
    return next((r for r in reversed(tuple(revisions)) if r.status in status), None)


def _stand(by: Mapping[str, Revision | None], now: datetime) -> Stand:
    """Where it stands, by its newest running, admitted, open and refused revision."""
    if by["ruling"] is not None:
        regimens = by["ruling"].order.regimens
        if any(one.ends is None or one.ends > now for one in regimens):
            return Stand.RUNNING
    if by["coming"] is not None and by["coming"].order.regimens:
        return Stand.STARTS
    if by["ruling"] is None and by["draft"] is not None:
        sent = by["draft"].status is Status.SENT
        return Stand.PROPOSED if sent else Stand.WAITING
    if by["ruling"] is None and by["refused"] is not None:
        return Stand.REFUSED
    return Stand.STOPPED


def _medicine(
    revisions: tuple[Revision, ...], patient: Patient, now: datetime, slots: SlotTable
) -> Medicine:
    newest = (revisions[-1],)
    by = {
        "ruling": _last(revisions, Status.RUNNING),
        "coming": _last(revisions, Status.ADMITTED),
        "draft": _last(newest, Status.WAITING, Status.SENT),
        "refused": _last(newest, Status.REFUSED),
    }
    ruling = by["ruling"]
    coming = dues(ruling.order, patient, now, now + WEEK, slots) if ruling else ()
    return Medicine(
        mark=mark(newest[0].order.id),
        revisions=revisions,
        stand=_stand(by, now),
        next_due=coming[0].due if coming else None,
        **by,
    )


def find(
    unit: Unit, patient: Patient, wanted: str, now: datetime, slots: SlotTable
) -> Medicine | None:
    """The medicine of that mark."""
    every = medicines(unit, patient, now, slots)
    return next((one for one in every if one.mark == wanted), None)
