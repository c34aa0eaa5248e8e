"""The tables of the record, typed; `records.migrations` makes them, these map them.

Every row names its patient where it concerns one. Instants are whole microseconds of
UTC. What a frozen value holds beyond the columns that are searched is kept whole, as
`care.codec` writes it, so that it comes back equal.
"""

from records.tables.base import Base
from records.tables.desk import AccountRow, RequestRow, SessionRow, TaskRow
from records.tables.escalation import DeliveryRow, EscalationRow, NoticeRow
from records.tables.health import (
    AlarmRow,
    CheckInRow,
    DoseEvidenceRow,
    DoseRow,
    OrderRow,
)
from records.tables.house import JournalRow, StateRow
from records.tables.intake import EnvelopeRow, ObservationRow, WaveformRow

__all__ = [
    "AccountRow",
    "AlarmRow",
    "Base",
    "CheckInRow",
    "DeliveryRow",
    "DoseEvidenceRow",
    "DoseRow",
    "EnvelopeRow",
    "EscalationRow",
    "JournalRow",
    "NoticeRow",
    "ObservationRow",
    "OrderRow",
    "RequestRow",
    "SessionRow",
    "StateRow",
    "TaskRow",
    "WaveformRow",
]
