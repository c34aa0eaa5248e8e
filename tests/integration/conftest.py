"""For every test with real parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from records.database import Database
from tests.fakes.homes import record_in


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    """A fresh record, really encrypted, really on disk."""
    database = record_in(tmp_path)
    yield database
    database.close()
