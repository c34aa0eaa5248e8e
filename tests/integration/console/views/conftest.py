"""A real record as a morning would leave it, and one that is empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.office import Office
from console.serve import open_office
from records.unit import Unit
from tests.fakes.ada import MORNING
from tests.fakes.console_home import settle, write_config


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("morning")
    office = open_office(write_config(folder), folder / "home", None)
    with office.database.unit() as unit:
        settle(unit, MORNING)
    yield office
    office.database.close()


@pytest.fixture
def unit(morning: Office) -> Iterator[Unit]:
    """A look at the morning in which changes can be tried; they are dropped."""
    with morning.database.reading() as unit:
        yield unit


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    office = open_office(write_config(tmp_path), tmp_path / "home", None)
    yield office
    office.database.close()
