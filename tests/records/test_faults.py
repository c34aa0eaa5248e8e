from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from care.errors import StoreError
from records.faults import (
    StoreDamagedError,
    StoreFullError,
    StoreLockedError,
    StoreRefusedError,
    store_error,
)

FILE = Path("record.db")


@pytest.mark.parametrize(
    ("words", "error", "next_step"),
    [
        ("database or disk is full", StoreFullError, "Free space"),
        ("database is locked", StoreLockedError, "two stations"),
        ("file is not a database", StoreDamagedError, "restore the latest backup"),
        ("database disk image is malformed", StoreDamagedError, "key"),
        ("attempt to write a readonly database", StoreRefusedError, "rights"),
        ("SQL logic error", StoreDamagedError, "restore"),
        ("disk I/O error", StoreRefusedError, "disk"),
    ],
)
def test_each_fault_says_what_to_do(
    words: str, error: type[StoreError], next_step: str
) -> None:
    found = store_error(dbapi2.OperationalError(words), FILE)
    assert type(found) is error
    assert next_step in str(found)
    assert "record.db" in str(found)


def test_an_unknown_fault_shows_its_kind_and_no_content() -> None:
    found = store_error(dbapi2.IntegrityError("NOT NULL: Ada took 500 mg"), FILE)
    assert type(found) is StoreError
    assert "IntegrityError" in str(found)
    assert "Ada" not in str(found)


def test_what_the_machine_refuses_is_told_apart_from_its_path() -> None:
    gone = store_error(
        FileNotFoundError(2, "No such file or directory", "/full/locked"), FILE
    )
    assert type(gone) is StoreRefusedError
    assert type(store_error(OSError(28, "No space left on device"), FILE)) is StoreFullError
