import pytest

from care.checkin import CheckIn, CheckInOutcome
from records.database import Database
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration


def test_a_check_in_comes_back_equal_and_in_its_time(record: Database) -> None:
    pain = CheckIn(
        id="c1",
        patient=ADA,
        survey="pain",
        asked_at=EIGHT,
        ended_at=after(40),
        outcome=CheckInOutcome.ANSWERED,
        score=6.0,
        place="left knee",
        answers=(("score", "6"), ("place", "left knee")),
    )
    with record.unit() as unit:
        unit.check_ins.keep(pain)
        unit.check_ins.keep(pain)
    with record.reading() as unit:
        assert unit.check_ins.between(ADA, "pain", EIGHT, after(1)) == (pain,)
        assert unit.check_ins.between(ADA, "mood", EIGHT, after(1)) == ()
        assert unit.check_ins.between(ADA, "pain", after(1), after(2)) == ()
