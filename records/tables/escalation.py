"""Who was told, and what became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class EscalationRow(Base):
    """One alarm on its way up a ladder, as it stands."""

    __tablename__ = "escalations"
    __table_args__ = (Index(None, "stage"), Index(None, "patient", "raised_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    alarm: Mapped[str]
    priority: Mapped[str]
    stage: Mapped[str]
    due: Mapped[datetime | None]
    raised_at: Mapped[datetime]
    body: Mapped[str]


class NoticeRow(Base):
    """One message; kept in the transaction that decided it, so that none is lost."""

    __tablename__ = "notices"
    __table_args__ = (Index(None, "escalation"), Index(None, "delivered"))

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    escalation: Mapped[str]
    provider: Mapped[str]
    channel: Mapped[str]
    created_at: Mapped[datetime]
    delivered: Mapped[bool] = mapped_column(default=False)
    """Whether any outcome is known; False means it must still be handed over."""
    body: Mapped[str]


class DeliveryRow(Base):
    """What a channel says became of a notice; never changed."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "notice"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice: Mapped[str] = mapped_column(ForeignKey("notices.id"))
    patient: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime]
    detail: Mapped[str]
