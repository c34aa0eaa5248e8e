"""The record as the sealed streams see it: one batch, one durable transaction."""

from collections.abc import Sequence

from records.database import Database
from records.intake import Sealed


class Store:
    """Keeps batches of opened messages; called from the thread of the intake."""

    def __init__(self, database: Database) -> None:
        """Write to an opened record."""
        self._database = database

    def keep(self, batch: Sequence[Sealed]) -> None:
        """All of it is on disk afterwards, or StoreError and nothing is.

        Messages that are there already are passed over.
        """
        with self._database.unit() as unit:
            unit.intake.keep(batch)
