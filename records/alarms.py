"""Episodes: what was wrong with whom, from when to when."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.alarm import Alarm, AlarmId
from care.people import PatientId
from records.keep import upsert
from records.tables import AlarmRow
from records.text import text_of, value_of


class Alarms:
    """Alarms by id; an episode is one row, updated in place."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, alarm: Alarm) -> None:
        """Keep it as it stands now."""
        values = {
            "id": alarm.id,
            "patient": alarm.patient,
            "code": alarm.code,
            "cause": alarm.cause.value,
            "priority": alarm.priority.value,
            "raised_at": alarm.raised_at,
            "body": text_of(alarm),
        }
        upsert(self._session, AlarmRow, values)

    def clear(self, alarm: AlarmId, at: datetime) -> None:
        """Its condition ended; the first such instant stays."""
        row = update(AlarmRow).where(AlarmRow.id == alarm, AlarmRow.cleared_at.is_(None))
        self._session.execute(row.values(cleared_at=at))

    def get(self, alarm: AlarmId) -> Alarm | None:
        """The alarm of that id."""
        row = self._session.get(AlarmRow, alarm, populate_existing=True)
        return None if row is None else value_of(Alarm, row.body)

    def cleared_at(self, alarm: AlarmId) -> datetime | None:
        """When its condition ended, if it did."""
        row = self._session.get(AlarmRow, alarm, populate_existing=True)
        return None if row is None else row.cleared_at

    def between(
        self, patient: PatientId, start: datetime, end: datetime
    ) -> tuple[Alarm, ...]:
        """Those raised in `start <= t < end`, oldest first."""
        rows = select(AlarmRow.body).where(
            AlarmRow.patient == patient,
            AlarmRow.raised_at >= start,
            AlarmRow.raised_at < end,
        )
        found = self._session.scalars(rows.order_by(AlarmRow.raised_at))
        return tuple(value_of(Alarm, body) for body in found)
