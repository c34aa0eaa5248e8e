"""What concerns the patient's health: alarms, doses, regimens, check-ins."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class AlarmRow(Base):
    """One episode; updated in place while it lasts."""

    __tablename__ = "alarms"
    __table_args__ = (Index(None, "patient", "raised_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    code: Mapped[str]
    cause: Mapped[str]
    priority: Mapped[str]
    raised_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]
    """When the condition ended; neither acknowledged nor resolved by that."""
    body: Mapped[str]


class DoseRow(Base):
    """One dose as it stands; how it came to that is in its evidence."""

    __tablename__ = "doses"
    __table_args__ = (Index(None, "patient", "due"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    regimen: Mapped[str]
    revision: Mapped[int]
    due: Mapped[datetime]
    outcome: Mapped[str | None]
    corroboration: Mapped[str | None]
    body: Mapped[str]


class DoseEvidenceRow(Base):
    """One thing that was said, seen or decided about a dose; never changed."""

    __tablename__ = "dose_evidence"
    __table_args__ = (Index(None, "dose"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    """Whoever reports twice uses the same key, and it is kept once."""
    dose: Mapped[str]
    patient: Mapped[str]
    source: Mapped[str]
    """"speech", "pillbox", "console", "ledger"."""
    at: Mapped[datetime]
    body: Mapped[str]


class OrderRow(Base):
    """One revision of one order."""

    __tablename__ = "orders"
    __table_args__ = (Index(None, "patient", "status"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str]
    status: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[datetime]
    effective: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    objections: Mapped[str]
    """Why the home refused it."""
    body: Mapped[str]
    """The order with its signatures."""


class CheckInRow(Base):
    """One question round."""

    __tablename__ = "check_ins"
    __table_args__ = (Index(None, "patient", "survey", "asked_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    survey: Mapped[str]
    asked_at: Mapped[datetime]
    outcome: Mapped[str]
    body: Mapped[str]
