"""What can go wrong with the file, each with what to do next.

SQLite's result codes (https://sqlite.org/rescode.html) come up through two libraries;
here they become four errors that the station can tell apart. In each of them the
transaction has been rolled back: nothing was half-written.
"""

from pathlib import Path

from sqlcipher3 import dbapi2

from care.errors import StoreError


class StoreFullError(StoreError):
    """The disk, or the file's own limit, is full."""


class StoreLockedError(StoreError):
    """Another process kept the file for longer than we wait."""


class StoreDamagedError(StoreError):
    """The file is no database, is damaged, or the key is not its key."""


class StoreRefusedError(StoreError):
    """The machine does not let us write the file."""


_FAULTS: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (
        ("disk is full", "no space left"),
        StoreFullError,
        "the disk is full; nothing was written. Free space, then it goes on by itself",
    ),
    (
        ("is locked", "busy", "queuepool limit"),
        StoreLockedError,
        (
            "another process holds the record; nothing was written. Try again, and look "
            "whether two stations run on the same home"
        ),
    ),
    (
        # SQLCipher calls a page whose seal does not fit a "SQL logic error"
        ("not a database", "malformed", "hmac check", "file is encrypted", "logic error"),
        StoreDamagedError,
        (
            "cannot be opened with its key: the file is damaged, or the key file beside "
            "it is another record's. Stop, keep both files, restore the latest backup"
        ),
    ),
    (
        ("readonly", "read-only", "disk i/o error", "unable to open", "errno"),
        StoreRefusedError,
        (
            "the machine refuses to read or write it; nothing was written. Look at the "
            "disk, and at the owner and the rights of the folder"
        ),
    ),
)


def _words(cause: BaseException) -> str:
    if isinstance(cause, OSError):  # without its path, which may say anything
        return f"errno {cause.strerror}".lower()
    return str(getattr(cause, "orig", None) or cause).lower()


def store_error(cause: BaseException, file: Path) -> StoreError:
    """The error of our tree for what a library raised, without any stored value in it."""
    words = _words(cause)
    for marks, error, sentence in _FAULTS:
        if any(mark in words for mark in marks):
            return error(f"{file}: {sentence}")
    kind = type(getattr(cause, "orig", None) or cause).__name__
    return StoreError(f"{file}: the record refused ({kind}); nothing was written")


Error: type[Exception] = dbapi2.Error
"""What the driver raises outside SQLAlchemy."""
