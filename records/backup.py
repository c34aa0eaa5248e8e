"""A copy of the living record, under the same key, to carry to another disk.

The copy is made page by page beside running writers (SQLite's backup interface), looked
through, and only then takes its name: a file of that name is always whole. It can be
opened with the key file of the home and with nothing else; keep that elsewhere.
"""

import os
from pathlib import Path

from records.checkup import check_up
from records.database import Database
from records.faults import Error, StoreDamagedError, store_error
from records.key import PRIVATE


def back_up(database: Database, to: Path) -> None:
    """Copy the record to a file, replacing an older copy; StoreError when it cannot be."""
    fresh = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))
        _copy(database, fresh)
        fresh.replace(to)
    except (Error, OSError) as error:
        raise store_error(error, to) from None
    finally:
        for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
            leftover.unlink(missing_ok=True)


def _copy(database: Database, fresh: Path) -> None:
    copy = database.beside(fresh)
    try:
        source, target = database.connect(), copy.connect()
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
        if not check_up(copy).whole:
            raise StoreDamagedError(
                f"{database.file}: the copy is not whole, so neither is the record; keep "
                f"the backups you have"
            )
    finally:
        copy.close()
