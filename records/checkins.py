"""What patients said about how they are."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.checkin import CheckIn
from care.people import PatientId
from records.keep import upsert
from records.tables import CheckInRow
from records.text import text_of, value_of


class CheckIns:
    """Check-ins by id."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, check_in: CheckIn) -> None:
        """Keep it as it ended."""
        values = {
            "id": check_in.id,
            "patient": check_in.patient,
            "survey": check_in.survey,
            "asked_at": check_in.asked_at,
            "outcome": check_in.outcome.value,
            "body": text_of(check_in),
        }
        upsert(self._session, CheckInRow, values)

    def between(
        self, patient: PatientId, survey: str, start: datetime, end: datetime
    ) -> tuple[CheckIn, ...]:
        """Those asked in `start <= t < end`, oldest first."""
        rows = select(CheckInRow.body).where(
            CheckInRow.patient == patient,
            CheckInRow.survey == survey,
            CheckInRow.asked_at >= start,
            CheckInRow.asked_at < end,
        )
        found = self._session.scalars(rows.order_by(CheckInRow.asked_at))
        return tuple(value_of(CheckIn, body) for body in found)

    def surveys(self, patient: PatientId) -> tuple[str, ...]:
        """Every survey of which this patient ever had a check-in."""
        rows = select(CheckInRow.survey).where(CheckInRow.patient == patient)
        return tuple(self._session.scalars(rows.distinct().order_by(CheckInRow.survey)))
