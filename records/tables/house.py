"""What the running home keeps of itself: states of its cores, and the journal."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class StateRow(Base):
    """The state of one core after its last step."""

    __tablename__ = "states"

    name: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    body: Mapped[str]
    saved_at: Mapped[datetime]


class JournalRow(Base):
    """One thing that happened; each row seals the one before it."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "patient", "at"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    patient: Mapped[str | None]
    body: Mapped[str]
    digest: Mapped[bytes]
