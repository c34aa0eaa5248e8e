"""Medicine plans: every revision kept, and which of them rules."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from care.errors import StoreError
from care.medication import Regimen, RegimenId
from care.people import PatientId, ProviderId
from records.tables import RegimenRow
from records.text import text_of, value_of


class Status(StrEnum):
    """Where a revision stands; only a confirmed one is ever reminded of."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of one regimen and who decided about it."""

    regimen: Regimen
    status: Status
    created_at: datetime
    decided_by: ProviderId | None = None
    decided_at: datetime | None = None
    signature: bytes | None = None


def _revision(row: RegimenRow) -> Revision:
    return Revision(
        regimen=value_of(Regimen, row.body),
        status=Status(row.status),
        created_at=row.created_at,
        decided_by=None if row.decided_by is None else ProviderId(row.decided_by),
        decided_at=row.decided_at,
        signature=row.signature,
    )


class Regimens:
    """Regimens by id and revision."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def next_revision(self, regimen: RegimenId) -> int:
        """The number for a new draft, from 1."""
        highest = select(func.max(RegimenRow.revision)).where(RegimenRow.id == regimen)
        return (self._session.scalar(highest) or 0) + 1

    def draft(self, regimen: Regimen, at: datetime) -> None:
        """Keep a new revision, not yet valid. StoreError when that number is taken."""
        if self.get(regimen.id, regimen.revision) is not None:
            raise StoreError(
                f"regimen {regimen.id} has a revision {regimen.revision} already; "
                f"somebody else has changed it meanwhile, look at theirs first"
            )
        self._session.add(
            RegimenRow(
                id=regimen.id,
                revision=regimen.revision,
                patient=regimen.patient,
                status=Status.DRAFT.value,
                author=regimen.author,
                created_at=at,
                body=text_of(regimen),
            )
        )
        self._session.flush()

    def confirm(
        self,
        regimen: RegimenId,
        revision: int,
        *,
        by: ProviderId,
        at: datetime,
        signature: bytes | None = None,
    ) -> Revision:
        """Make a draft the ruling revision; the one before it retires with it.

        StoreError when there is no such draft, or a later revision rules already.
        """
        found = self.get(regimen, revision)
        ruling = self.ruling(regimen)
        if ruling is not None and ruling.regimen.revision == revision:
            return ruling
        newer = ruling is not None and ruling.regimen.revision > revision
        if found is None or found.status is not Status.DRAFT or newer:
            raise StoreError(f"regimen {regimen} has no open draft {revision} to confirm")
        self.retire(regimen, by=by, at=at)
        row = update(RegimenRow).where(
            RegimenRow.id == regimen, RegimenRow.revision == revision
        )
        decided = {"decided_by": by, "decided_at": at, "signature": signature}
        self._session.execute(row.values(status=Status.CONFIRMED.value, **decided))
        confirmed = self.get(regimen, revision)
        assert confirmed is not None
        return confirmed

    def retire(self, regimen: RegimenId, *, by: ProviderId, at: datetime) -> None:
        """End the ruling revision, if there is one."""
        row = update(RegimenRow).where(
            RegimenRow.id == regimen, RegimenRow.status == Status.CONFIRMED.value
        )
        values = {"status": Status.RETIRED.value, "decided_by": by, "decided_at": at}
        self._session.execute(row.values(**values))

    def get(self, regimen: RegimenId, revision: int) -> Revision | None:
        """One revision, whatever its status."""
        key = (regimen, revision)
        row = self._session.get(RegimenRow, key, populate_existing=True)
        return None if row is None else _revision(row)

    def ruling(self, regimen: RegimenId) -> Revision | None:
        """The confirmed revision, if there is one."""
        rows = select(RegimenRow).where(
            RegimenRow.id == regimen, RegimenRow.status == Status.CONFIRMED.value
        )
        row = self._session.scalar(rows.execution_options(populate_existing=True))
        return None if row is None else _revision(row)

    def confirmed(self, patient: PatientId) -> tuple[Regimen, ...]:
        """What the patient is to take, as clinicians confirmed it."""
        return tuple(
            revision.regimen
            for revision in self.all(patient)
            if revision.status is Status.CONFIRMED
        )

    def all(self, patient: PatientId) -> tuple[Revision, ...]:
        """Every revision of every regimen of a patient, in order."""
        rows = select(RegimenRow).where(RegimenRow.patient == patient)
        ordered = rows.order_by(RegimenRow.id, RegimenRow.revision)
        found = self._session.scalars(ordered.execution_options(populate_existing=True))
        return tuple(_revision(row) for row in found)
