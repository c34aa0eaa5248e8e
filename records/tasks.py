"""What a nurse should look at when there is time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.people import PatientId, ProviderId
from records.keep import keep_once
from records.tables import TaskRow
from records.text import compact


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to look at (FHIR Task)."""

    id: str
    """Derived from its reason, so that the same reason makes it once."""
    patient: PatientId
    kind: str
    body: Mapping[str, Any]
    created_at: datetime
    done_at: datetime | None = None
    done_by: ProviderId | None = None


class Tasks:
    """Tasks by id."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def add(self, task: Task) -> bool:
        """Keep it once; whether it is new."""
        values = {
            "id": task.id,
            "patient": task.patient,
            "kind": task.kind,
            "body": compact(dict(task.body)),
            "created_at": task.created_at,
        }
        return keep_once(self._session, TaskRow, values)

    def finish(self, task: str, *, by: ProviderId, at: datetime) -> None:
        """Somebody has seen to it; the first to do so stays."""
        row = update(TaskRow).where(TaskRow.id == task, TaskRow.done_at.is_(None))
        self._session.execute(row.values(done_at=at, done_by=by))

    def open(self, patient: PatientId) -> tuple[Task, ...]:
        """A patient's that nobody has finished, oldest first."""
        rows = select(TaskRow).where(TaskRow.patient == patient, TaskRow.done_at.is_(None))
        return tuple(
            Task(
                id=row.id,
                patient=PatientId(row.patient),
                kind=row.kind,
                body=json.loads(row.body),
                created_at=row.created_at,
            )
            for row in self._session.scalars(rows.order_by(TaskRow.created_at))
        )
