"""The trail of who did what when: only ever longer, and each row seals all before it.

A row's digest is SHA-256 over the digest before it and its own content, so a changed,
removed or inserted row breaks the chain from there on. Whoever could rewrite the whole
tail could also recompute it: `head` is for sending off the machine now and then.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from care.instants import micros
from care.people import PatientId
from records.tables import JournalRow
from records.text import compact

FIRST = bytes(32)
"""The digest before the first row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened."""

    number: int
    at: datetime
    who: str
    """Provider id, "patient", or the part of the home that acted."""
    what: str
    """Past tense, one word or two: "acknowledged", "regimen_confirmed"."""
    patient: PatientId | None
    body: Mapping[str, Any]


def _digest(previous: bytes, row: JournalRow) -> bytes:
    said = [row.number, micros(row.at), row.who, row.what, row.patient, row.body]
    return hashlib.sha256(previous + compact(said).encode()).digest()


def _entry(row: JournalRow) -> Entry:
    return Entry(
        number=row.number,
        at=row.at,
        who=row.who,
        what=row.what,
        patient=None if row.patient is None else PatientId(row.patient),
        body=json.loads(row.body),
    )


class Journal:
    """The journal of one home."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def head(self) -> tuple[int, bytes]:
        """Number and digest of the last row; (0, 32 zero bytes) when there is none."""
        rows = select(JournalRow.number, JournalRow.digest)
        last = self._session.execute(rows.order_by(JournalRow.number.desc()).limit(1))
        found = last.first()
        return (0, FIRST) if found is None else (found.number, found.digest)

    def add(
        self,
        who: str,
        what: str,
        at: datetime,
        *,
        patient: PatientId | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> int:
        """Write a row at the end; its number."""
        number, previous = self.head()
        row = JournalRow(
            number=number + 1,
            at=at,
            who=who,
            what=what,
            patient=patient,
            body=compact(dict(body or {})),
        )
        row.digest = _digest(previous, row)
        self._session.add(row)
        self._session.flush()
        return row.number

    def verify(self) -> int | None:
        """The number where the chain breaks first, or None when it is whole."""
        previous = FIRST
        for expected, row in enumerate(self._rows(), start=1):
            if row.number != expected or row.digest != _digest(previous, row):
                return expected
            previous = row.digest
        return None

    def _rows(self) -> Iterator[JournalRow]:
        rows = select(JournalRow).order_by(JournalRow.number)
        options = {"yield_per": 1000, "populate_existing": True}
        yield from self._session.scalars(rows.execution_options(**options))

    def last(self, count: int, patient: PatientId | None = None) -> tuple[Entry, ...]:
        """The latest rows, of one patient or of all, newest first."""
        rows = select(JournalRow).order_by(JournalRow.number.desc()).limit(count)
        if patient is not None:
            rows = rows.where(JournalRow.patient == patient)
        return tuple(_entry(row) for row in self._session.scalars(rows))
