"""The ledger of doses: how each stands, and everything that was said or seen about it.

An outcome, once there, is never taken back to "open": an older state that is played
again after a crash must not make a taken dose look due. A changed outcome is a
correction; both stay in the evidence.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.medication import Dose, DoseId
from care.people import PatientId
from records.keep import keep_once, upsert
from records.tables import DoseEvidenceRow, DoseRow
from records.text import compact, text_of, value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseEvidence:
    """One thing said, seen or decided about a dose."""

    key: str
    """Same key, same evidence: a second report of it is dropped."""
    dose: DoseId
    patient: PatientId
    source: str
    """"speech", "pillbox", "console", "ledger"."""
    at: datetime
    facts: tuple[tuple[str, str], ...] = ()


def _values(dose: Dose) -> dict[str, object]:
    return {
        "id": dose.id,
        "patient": dose.patient,
        "regimen": dose.regimen,
        "revision": dose.revision,
        "due": dose.due,
        "outcome": dose.outcome and dose.outcome.value,
        "corroboration": dose.corroboration and dose.corroboration.value,
        "body": text_of(dose),
    }


class Doses:
    """Doses by id, with their evidence."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, dose: Dose, at: datetime) -> bool:
        """Keep the dose as it stands at `at`; False for an open one that has ended."""
        before = self.get(dose.id)
        if before is not None and before.outcome is not None and dose.outcome is None:
            return False
        upsert(self._session, DoseRow, _values(dose))
        ended = (dose.outcome, dose.corroboration)
        known = (None, None) if before is None else (before.outcome, before.corroboration)
        if dose.outcome is not None and ended != known:
            self._decided(dose, at)
        return True

    def _decided(self, dose: Dose, at: datetime) -> None:
        count = len(self.evidence(dose.id))
        self.add(
            DoseEvidence(
                key=f"ledger/{dose.id}/{count}",
                dose=dose.id,
                patient=dose.patient,
                source="ledger",
                at=at,
                facts=(
                    ("outcome", dose.outcome or ""),
                    ("corroboration", dose.corroboration or ""),
                ),
            )
        )

    def get(self, dose: DoseId) -> Dose | None:
        """The dose of that id, as it stands."""
        row = self._session.get(DoseRow, dose, populate_existing=True)
        return None if row is None else value_of(Dose, row.body)

    def between(
        self, patient: PatientId, start: datetime, end: datetime
    ) -> tuple[Dose, ...]:
        """Doses due in `start <= t < end`, in order."""
        rows = select(DoseRow.body).where(
            DoseRow.patient == patient, DoseRow.due >= start, DoseRow.due < end
        )
        found = self._session.scalars(rows.order_by(DoseRow.due, DoseRow.id))
        return tuple(value_of(Dose, body) for body in found)

    def add(self, evidence: DoseEvidence) -> bool:
        """Keep a piece of evidence once; whether it is new."""
        values = {
            "key": evidence.key,
            "dose": evidence.dose,
            "patient": evidence.patient,
            "source": evidence.source,
            "at": evidence.at,
            "body": compact(evidence.facts),
        }
        return keep_once(self._session, DoseEvidenceRow, values)

    def evidence(self, dose: DoseId) -> tuple[DoseEvidence, ...]:
        """Everything about a dose, in the order in which it was kept."""
        rows = select(DoseEvidenceRow).where(DoseEvidenceRow.dose == dose)
        return tuple(
            DoseEvidence(
                key=row.key,
                dose=DoseId(row.dose),
                patient=PatientId(row.patient),
                source=row.source,
                at=row.at,
                facts=value_of(tuple[tuple[str, str], ...], row.body),
            )
            for row in self._session.scalars(rows.order_by(DoseEvidenceRow.number))
        )
