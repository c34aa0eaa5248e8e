"""Alarms on their way up a ladder."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.escalation import Escalation, EscalationId, Stage
from care.people import PatientId
from records.keep import upsert
from records.tables import EscalationRow
from records.text import text_of, value_of


class Escalations:
    """Escalations by id, as they stand."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, escalation: Escalation) -> None:
        """Keep it as it stands now."""
        values = {
            "id": escalation.id,
            "patient": escalation.alarm.patient,
            "alarm": escalation.alarm.id,
            "priority": escalation.alarm.priority.value,
            "stage": escalation.stage.value,
            "due": escalation.due,
            "raised_at": escalation.alarm.raised_at,
            "body": text_of(escalation),
        }
        upsert(self._session, EscalationRow, values)

    def get(self, escalation: EscalationId) -> Escalation | None:
        """The escalation of that id."""
        row = self._session.get(EscalationRow, escalation, populate_existing=True)
        return None if row is None else value_of(Escalation, row.body)

    def open(self) -> tuple[Escalation, ...]:
        """All that are not resolved, oldest first."""
        rows = select(EscalationRow.body).where(EscalationRow.stage != Stage.RESOLVED.value)
        found = self._session.scalars(rows.order_by(EscalationRow.raised_at))
        return tuple(value_of(Escalation, body) for body in found)

    def between(
        self, patient: PatientId, start: datetime, end: datetime
    ) -> tuple[Escalation, ...]:
        """Those whose alarm was raised in `start <= t < end`, oldest first."""
        rows = select(EscalationRow.body).where(
            EscalationRow.patient == patient,
            EscalationRow.raised_at >= start,
            EscalationRow.raised_at < end,
        )
        found = self._session.scalars(rows.order_by(EscalationRow.raised_at))
        return tuple(value_of(Escalation, body) for body in found)
