"""The mailbox from the console to the running home.

The console only ever writes what a person asks for; the station decides, in order and
once. A request stays open until it is handled, so one that was being handled when the
power went is handled again: handling must be idempotent.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.people import PatientId, ProviderId
from records.tables import RequestRow
from records.text import compact


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing a person asked of the home."""

    id: int
    kind: str
    """"acknowledge", "resolve", "order", ...: rows of the station's tables."""
    patient: PatientId | None
    body: Mapping[str, Any]
    by: ProviderId
    at: datetime
    handled_at: datetime | None = None
    result: Mapping[str, Any] | None = None


def _request(row: RequestRow) -> Request:
    return Request(
        id=row.id,
        kind=row.kind,
        patient=None if row.patient is None else PatientId(row.patient),
        body=json.loads(row.body),
        by=ProviderId(row.by),
        at=row.at,
        handled_at=row.handled_at,
        result=None if row.result is None else json.loads(row.result),
    )


class Requests:
    """Requests by number, in the order in which they were made."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def add(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        by: ProviderId,
        at: datetime,
        patient: PatientId | None = None,
    ) -> int:
        """Put a request into the box; its number."""
        row = RequestRow(kind=kind, patient=patient, body=compact(dict(body)), by=by, at=at)
        self._session.add(row)
        self._session.flush()
        return row.id

    def waiting(self) -> tuple[Request, ...]:
        """Those not handled yet, oldest first."""
        rows = select(RequestRow).where(RequestRow.handled_at.is_(None))
        ordered = rows.order_by(RequestRow.id)
        found = self._session.scalars(ordered.execution_options(populate_existing=True))
        return tuple(_request(row) for row in found)

    def get(self, number: int) -> Request | None:
        """One request, handled or not."""
        row = self._session.get(RequestRow, number, populate_existing=True)
        return None if row is None else _request(row)

    def handled(self, number: int, at: datetime, result: Mapping[str, Any]) -> bool:
        """Close it with what came of it; False when it was closed before."""
        row = update(RequestRow).where(
            RequestRow.id == number, RequestRow.handled_at.is_(None)
        )
        done = row.values(handled_at=at, result=compact(dict(result)))
        closed = self._session.execute(done.returning(RequestRow.id))
        return closed.first() is not None
