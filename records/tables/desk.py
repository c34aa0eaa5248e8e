"""What the console and its people need: requests, tasks, accounts, sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class RequestRow(Base):
    """One thing that a person asked of the running home."""

    __tablename__ = "requests"
    __table_args__ = (Index(None, "handled_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    patient: Mapped[str | None]
    body: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    result: Mapped[str | None]


class TaskRow(Base):
    """Something for a nurse to look at."""

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "done_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    patient: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None]


class AccountRow(Base):
    """One person who may sign in at the console."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(primary_key=True)
    provider: Mapped[str]
    role: Mapped[str]
    password: Mapped[str]
    """Argon2id, as argon2-cffi writes it."""
    second_factor: Mapped[str | None]
    """Base32 secret of the time-based code (RFC 6238)."""
    second_factor_step: Mapped[int] = mapped_column(default=0)
    """Last time step used: a code serves once."""
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """One sign-in; the token itself is known to the browser only."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the token."""
    account: Mapped[str] = mapped_column(ForeignKey("accounts.name", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    body: Mapped[str]
