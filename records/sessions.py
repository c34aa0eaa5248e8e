"""Who is signed in. The record knows a token's digest only: reading it opens no door."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from records.tables import SessionRow
from records.text import compact


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One sign-in that still holds."""

    account: str
    created_at: datetime
    expires_at: datetime
    body: Mapping[str, Any]
    """What the console keeps with it: a second factor that is being connected."""


def digest_of(token: str) -> str:
    """SHA-256 of a token, hex; tokens are random, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """Sign-ins by token."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def start(
        self,
        token: str,
        account: str,
        *,
        at: datetime,
        expires_at: datetime,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep a new sign-in; old ones that ran out go."""
        self._session.execute(delete(SessionRow).where(SessionRow.expires_at <= at))
        self._session.add(
            SessionRow(
                digest=digest_of(token),
                account=account,
                created_at=at,
                expires_at=expires_at,
                body=compact(dict(body or {})),
            )
        )
        self._session.flush()

    def get(self, token: str, at: datetime) -> SignIn | None:
        """The sign-in of that token, unless it has run out."""
        rows = select(SessionRow).where(
            SessionRow.digest == digest_of(token), SessionRow.expires_at > at
        )
        row = self._session.scalar(rows.execution_options(populate_existing=True))
        if row is None:
            return None
        return SignIn(
            account=row.account,
            created_at=row.created_at,
            expires_at=row.expires_at,
            body=json.loads(row.body),
        )

    def prolong(self, token: str, expires_at: datetime) -> None:
        """It was used; let it last until then."""
        row = update(SessionRow).where(SessionRow.digest == digest_of(token))
        self._session.execute(row.values(expires_at=expires_at))

    def end(self, token: str) -> None:
        """Sign out."""
        gone = delete(SessionRow).where(SessionRow.digest == digest_of(token))
        self._session.execute(gone)

    def end_all(self, account: str) -> None:
        """Sign an account out everywhere, as after a change of password."""
        self._session.execute(delete(SessionRow).where(SessionRow.account == account))
