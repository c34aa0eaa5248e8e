from dataclasses import replace

import pytest

from care.errors import StoreError
from care.medication import Regimen, RegimenId
from care.people import ProviderId
from records.database import Database
from records.regimens import Status
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration
JO = ProviderId("jo")
FIRST = Regimen(
    id=RegimenId("metformin"),
    patient=ADA,
    revision=1,
    medicine="Metformin",
    dose_text="one tablet",
    timing={"frequency": 2, "period": 1.0, "periodUnit": "d", "when": ["MORN", "EVE"]},
    starts=EIGHT,
    author=JO,
)
SECOND = replace(FIRST, revision=2, dose_text="two tablets")


def test_only_what_a_clinician_confirmed_rules(record: Database) -> None:
    with record.unit() as unit:
        assert unit.regimens.next_revision(FIRST.id) == 1
        unit.regimens.draft(FIRST, EIGHT)
        assert unit.regimens.confirmed(ADA) == ()
        ruling = unit.regimens.confirm(FIRST.id, 1, by=JO, at=after(5), signature=b"s")
        assert (ruling.status, ruling.signature) == (Status.CONFIRMED, b"s")
    with record.reading() as unit:
        assert unit.regimens.confirmed(ADA) == (FIRST,)
        assert unit.regimens.next_revision(FIRST.id) == 2


def test_a_change_retires_the_one_before_in_the_same_moment(record: Database) -> None:
    with record.unit() as unit:
        unit.regimens.draft(FIRST, EIGHT)
        unit.regimens.confirm(FIRST.id, 1, by=JO, at=EIGHT)
        unit.regimens.draft(SECOND, after(1))
        assert unit.regimens.confirmed(ADA) == (FIRST,)
        unit.regimens.confirm(FIRST.id, 2, by=JO, at=after(2))
        again = unit.regimens.confirm(FIRST.id, 2, by=JO, at=after(9))
        assert again.decided_at == after(2), "confirming twice is confirming once"
        assert unit.regimens.confirmed(ADA) == (SECOND,)
        statuses = [one.status for one in unit.regimens.all(ADA)]
        assert statuses == [Status.RETIRED, Status.CONFIRMED]
        unit.regimens.retire(FIRST.id, by=JO, at=after(10))
        assert unit.regimens.confirmed(ADA) == ()


def test_two_people_cannot_write_the_same_revision(record: Database) -> None:
    with record.unit() as unit:
        unit.regimens.draft(FIRST, EIGHT)
        with pytest.raises(StoreError, match="somebody else has changed it"):
            unit.regimens.draft(replace(FIRST, dose_text="ten tablets"), EIGHT)


def test_an_old_draft_cannot_be_confirmed_over_a_newer_plan(record: Database) -> None:
    with record.unit() as unit:
        unit.regimens.draft(FIRST, EIGHT)
        unit.regimens.draft(SECOND, EIGHT)
        unit.regimens.confirm(FIRST.id, 2, by=JO, at=EIGHT)
        with pytest.raises(StoreError, match="no open draft 1"):
            unit.regimens.confirm(FIRST.id, 1, by=JO, at=EIGHT)
        with pytest.raises(StoreError, match="no open draft 7"):
            unit.regimens.confirm(FIRST.id, 7, by=JO, at=EIGHT)
        assert unit.regimens.confirmed(ADA) == (SECOND,)
