"""Looks whether the record is whole, page by page and row by row."""

from dataclasses import dataclass

from records.database import Database
from records.faults import Error, store_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What a look at the record found."""

    sealed: bool
    """Every page carries the seal that SQLCipher put on it."""
    sound: bool
    """Tables and indexes agree (`PRAGMA integrity_check`)."""
    breaks_at: int | None
    """Where the chain of the journal breaks; None for nowhere, 0 when it was not read."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.sealed and self.sound and self.breaks_at is None


def check_up(database: Database) -> Checkup:
    """Read the whole record; takes seconds for a large one. StoreError when unreadable."""
    try:
        link = database.connect()
        try:
            if link.execute("PRAGMA cipher_integrity_check").fetchall():
                return Checkup(sealed=False, sound=False, breaks_at=0)
            sound = link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            link.close()
    except Error as error:
        raise store_error(error, database.file) from None
    with database.reading() as unit:
        breaks_at = unit.journal.verify()
    return Checkup(sealed=True, sound=sound, breaks_at=breaks_at)
