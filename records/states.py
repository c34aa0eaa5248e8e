"""The state of each core after its last step, saved with what that step decided."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from records.tables import StateRow
from records.text import text_of, value_of

T = TypeVar("T")

HEARTBEAT = "heartbeat"
"""State in which the station writes down the instant, again and again: by it the console
sees that the home is watched."""


class States:
    """Saved states by name ("watch:ada", "dialogue", ...)."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def save(self, name: str, state: object, at: datetime) -> None:
        """Keep the state; the revision counts the savings."""
        row = insert(StateRow).values(
            name=name, revision=1, body=text_of(state), saved_at=at
        )
        fresh = {
            "revision": StateRow.revision + 1,
            "body": row.excluded.body,
            "saved_at": row.excluded.saved_at,
        }
        kept = row.on_conflict_do_update(index_elements=["name"], set_=fresh)
        self._session.execute(kept)

    def load(self, name: str, hint: type[T]) -> T | None:
        """The saved state, or None when there is none; StoreError when unreadable."""
        body = self.text(name)
        return None if body is None else value_of(hint, body)

    def text(self, name: str) -> str | None:
        """The saved state as JSON text."""
        row = self._session.get(StateRow, name, populate_existing=True)
        return None if row is None else row.body

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """Names of saved states that start so."""
        rows = self._session.query(StateRow.name).order_by(StateRow.name)
        return tuple(name for (name,) in rows if name.startswith(prefix))
