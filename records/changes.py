"""Tells cheaply whether somebody else has written: no query, no polling of tables."""

from records.database import Database
from records.faults import Error, store_error


class Changes:
    """Watches the file for commits by other connections (`PRAGMA data_version`).

    Use it from one thread at a time. The station's own commits count as well, because
    they come from other connections of the pool: a True asks for a look, no more.
    """

    def __init__(self, database: Database) -> None:
        """Start watching from the present state."""
        self._file = database.file
        try:
            self._link = database.connect()
            self._seen = self._version()
        except Error as error:
            raise store_error(error, self._file) from None

    def _version(self) -> int:
        return int(self._link.execute("PRAGMA data_version").fetchone()[0])

    def any(self) -> bool:
        """Whether anything was committed since the last call."""
        try:
            version = self._version()
        except Error as error:
            raise store_error(error, self._file) from None
        changed, self._seen = version != self._seen, version
        return changed

    def close(self) -> None:
        """Stop watching."""
        self._link.close()
