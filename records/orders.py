"""Clinicians' orders: every revision kept as it was signed, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from care.errors import StoreError
from care.medication import Regimen
from care.order import Objection, Order, SignedOrder
from care.people import PatientId
from records.tables import OrderRow
from records.text import text_of, value_of


class Status(StrEnum):
    """Where a revision stands; only a running one is ever reminded of."""

    WAITING = "waiting"
    """For a second person's signature."""
    SENT = "sent"
    """On its way to the home."""
    ADMITTED = "admitted"
    """Checked by the home; runs from its instant of effect."""
    RUNNING = "running"
    REPLACED = "replaced"
    """By a later revision, before or after it ran."""
    REFUSED = "refused"


OPEN = (Status.WAITING, Status.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of one order."""

    signed: SignedOrder
    status: Status
    created_at: datetime
    decided_at: datetime | None = None
    """When the home admitted or refused it."""
    objections: tuple[Objection, ...] = ()
    """Why the home refused it."""

    @property
    def order(self) -> Order:
        """What is ordered."""
        return self.signed.order


def _revision(row: OrderRow) -> Revision:
    return Revision(
        signed=value_of(SignedOrder, row.body),
        status=Status(row.status),
        created_at=row.created_at,
        decided_at=row.decided_at,
        objections=value_of(tuple[Objection, ...], row.objections),
    )


class Orders:
    """Orders by id and revision."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def next_revision(self, order: str) -> int:
        """The number of the next revision, from 1; refused ones do not count."""
        highest = select(func.max(OrderRow.revision)).where(
            OrderRow.id == order, OrderRow.status != Status.REFUSED.value
        )
        return (self._session.scalar(highest) or 0) + 1

    def keep(self, signed: SignedOrder, status: Status, at: datetime) -> None:
        """Keep a revision that is not decided yet; StoreError when one of that number is.

        A refused revision and one that waits for a signature may be kept anew.
        """
        order = signed.order
        known = self.get(order.id, order.revision)
        if known is not None and known.status not in (Status.WAITING, Status.REFUSED):
            raise StoreError(
                f"order {order.id} has a revision {order.revision} already; "
                f"somebody else has changed it meanwhile, look at theirs first"
            )
        self._session.merge(
            OrderRow(
                id=order.id,
                revision=order.revision,
                patient=order.patient,
                status=status.value,
                author=order.author,
                created_at=at,
                effective=order.effective,
                decided_at=None,
                objections="[]",
                body=text_of(signed),
            )
        )
        self._session.flush()

    def decide(
        self,
        order: str,
        revision: int,
        status: Status,
        at: datetime,
        objections: tuple[Objection, ...] = (),
    ) -> None:
        """The home admits or refuses a revision; one that was decided stays so."""
        row = update(OrderRow).where(
            OrderRow.id == order,
            OrderRow.revision == revision,
            OrderRow.status.in_([one.value for one in OPEN]),
        )
        values = {"status": status.value, "decided_at": at}
        self._session.execute(row.values(**values, objections=text_of(objections)))

    def withdraw(self, order: str, revision: int) -> bool:
        """Drop a revision that waits for a signature; whether it still did."""
        row = self._session.get(OrderRow, (order, revision), populate_existing=True)
        if row is None or row.status != Status.WAITING.value:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def run(self, patient: PatientId, revisions: Iterable[tuple[str, int]]) -> None:
        """Mark what runs now; what ran before, or was to run and was overtaken, is past."""
        for key, revision in revisions:
            past = update(OrderRow).where(
                OrderRow.id == key,
                OrderRow.patient == patient,
                OrderRow.revision < revision,
                OrderRow.status.in_([Status.RUNNING.value, Status.ADMITTED.value]),
            )
            self._session.execute(past.values(status=Status.REPLACED.value))
            now = update(OrderRow).where(
                OrderRow.id == key,
                OrderRow.patient == patient,
                OrderRow.revision == revision,
                OrderRow.status.in_([Status.ADMITTED.value, Status.SENT.value]),
            )
            self._session.execute(now.values(status=Status.RUNNING.value))

    def get(self, order: str, revision: int) -> Revision | None:
        """One revision, wherever it stands."""
        row = self._session.get(OrderRow, (order, revision), populate_existing=True)
        return None if row is None else _revision(row)

    def running(self, patient: PatientId) -> tuple[Regimen, ...]:
        """What the patient is to take, as the home has admitted it."""
        return tuple(
            regimen
            for revision in self.all(patient)
            if revision.status is Status.RUNNING
            for regimen in revision.order.regimens
        )

    def all(self, patient: PatientId) -> tuple[Revision, ...]:
        """Every revision of every order of a patient, in order."""
        rows = select(OrderRow).where(OrderRow.patient == patient)
        ordered = rows.order_by(OrderRow.id, OrderRow.revision)
        found = self._session.scalars(ordered.execution_options(populate_existing=True))
        return tuple(_revision(row) for row in found)
