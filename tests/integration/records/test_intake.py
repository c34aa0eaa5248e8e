from dataclasses import replace

import pytest

from records.database import Database
from tests.fakes.homes import Sealed, leaves, messages, reading

pytestmark = pytest.mark.integration


def test_a_message_that_comes_again_changes_nothing(record: Database) -> None:
    first, second = messages(1, 2)
    forged = replace(first, leaf=b"x" * 32, readings=(reading(1, 12.0),))
    with record.unit() as unit:
        assert unit.intake.keep((first, second, first)) == (first, second)
    with record.unit() as unit:
        assert unit.intake.keep((second, forged)) == ()
        assert leaves(unit) == {1: first.leaf, 2: second.leaf}


def test_another_epoch_is_another_message(record: Database) -> None:
    (one,) = messages(1, 1)
    later = replace(one, epoch=2)
    with record.unit() as unit:
        assert unit.intake.keep((one, later)) == (one, later)
        assert list(leaves(unit, epoch=2)) == [1]
        assert leaves(unit, epoch=3) == {}


def test_a_message_without_believable_readings_still_counts(record: Database) -> None:
    empty = Sealed(sequence=7)
    with record.unit() as unit:
        assert unit.intake.keep((empty,)) == (empty,)
        assert unit.intake.keep(()) == ()
        assert list(leaves(unit)) == [7]
