"""The one file: opened with its key, migrated, and worked on in whole transactions.

SQLCipher encrypts every page (a stolen disk says nothing), WAL lets the console read
while the station writes, `synchronous=FULL` means that a committed reading survives a
power cut, `secure_delete` overwrites what is deleted. Station and console open the same
file; a lock file makes the first opening (key, WAL, migration) happen once.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from records.faults import Error, store_error
from records.key import PRIVATE, key_of
from records.settings import RecordsSettings
from records.unit import Unit
from records.upgrade import upgrade

FILE = "record.db"
LOCK = "record.lock"
READING = "reading"

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)


class Database:
    """An opened record. Safe for several threads, each unit being used by one of them."""

    def __init__(self, file: Path, key: str, settings: RecordsSettings) -> None:
        """Take a file and its key as hex digits; see `open_database` for the usual way."""
        self.file = file
        self.settings = settings
        self._key = key
        self._engine = self._make_engine()

    def connect(self) -> Any:
        """A new driver connection to the file, set up; the caller closes it."""
        link = dbapi2.connect(
            str(self.file),
            timeout=self.settings.busy_wait.total_seconds(),
            isolation_level=None,  # transactions are begun by `_begin`, not by the driver
            check_same_thread=False,
        )
        try:
            link.execute(f"PRAGMA key = \"x'{self._key}'\"")
            for pragma in _PRAGMAS:
                link.execute(f"PRAGMA {pragma}")
        except Error:
            link.close()
            raise
        return link

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=self.connect,
            module=dbapi2,
            poolclass=QueuePool,
            pool_size=2,
            max_overflow=8,
            hide_parameters=True,  # values must not reach an error text
        )
        event.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction that writes: all of it is on disk at the end, or nothing.

        It holds the only writer's place from its first moment, so what it reads stays
        true until it commits. StoreError when the file cannot be written.
        """
        with self._session(reading=False) as session:
            yield Unit(session)

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """One consistent look at the record, beside any writer; changes are dropped."""
        with self._session(reading=True) as session:
            yield Unit(session)
            session.rollback()

    @contextmanager
    def _session(self, *, reading: bool) -> Iterator[Session]:
        engine = self._engine.execution_options(**{READING: reading})
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                session.connection()  # begin now, not at the first statement
                yield session
        except (DBAPIError, NoConnectionLeft, Error) as error:
            raise store_error(error, self.file) from None

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """One transaction on the bare connection, for migrations and checks."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except (DBAPIError, NoConnectionLeft, Error) as error:
            raise store_error(error, self.file) from None

    def beside(self, file: Path) -> "Database":
        """Another file under the same key: a copy."""
        return Database(file, self._key, self.settings)

    def close(self) -> None:
        """Let go of the file; the last one out folds the log into it."""
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the opening lock; the kernel frees it when the process dies."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def open_database(settings: RecordsSettings, home: Path) -> Database:
    """Open the record of a home, making key and tables where they are not there yet.

    Args:
        settings: The `records` section.
        home: The home folder, which relative paths start from.

    Raises:
        StoreError: The file cannot be read or written, or its key does not fit.
        SetupError: The key file is gone, unreadable, open to others or cannot be made.
    """
    folder = settings.folder_in(home)
    file = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder / LOCK):
            key = key_of(settings.key_in(home), file)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE))
            database = Database(file, key, settings)
            try:
                with database.connection() as connection:
                    upgrade(connection)
            except BaseException:
                database.close()
                raise
    except OSError as error:
        raise store_error(error, file) from error
    return database
