from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from care.errors import StoreError
from care.medication import Corroboration, Dose, DoseId, DoseOutcome, RegimenId
from records.database import Database
from records.doses import DoseEvidence
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration
DUE = Dose(
    id=DoseId("metformin/2026-11-22T08:00+00:00"),
    patient=ADA,
    regimen=RegimenId("metformin"),
    revision=1,
    medicine="Metformin",
    dose_text="one tablet",
    due=EIGHT,
    opens=EIGHT - timedelta(hours=1),
    closes=EIGHT + timedelta(hours=1),
)
TAKEN = replace(DUE, outcome=DoseOutcome.TAKEN, corroboration=Corroboration.CONFIRMED)
SAID = DoseEvidence(
    key="speech/1",
    dose=DUE.id,
    patient=ADA,
    source="speech",
    at=after(5),
    facts=(("meaning", "taken"),),
)


def test_a_dose_that_ended_never_looks_due_again(record: Database) -> None:
    with record.unit() as unit:
        assert unit.doses.keep(DUE, EIGHT)
        assert unit.doses.keep(TAKEN, after(10))
        assert not unit.doses.keep(DUE, after(20)), "an old state played again"
    with record.reading() as unit:
        assert unit.doses.get(DUE.id) == TAKEN
        assert unit.doses.between(ADA, EIGHT, after(1)) == (TAKEN,)
        assert unit.doses.between(ADA, after(1), after(9)) == ()


def test_a_correction_stands_beside_what_it_corrects(record: Database) -> None:
    missed = replace(DUE, outcome=DoseOutcome.MISSED, corroboration=Corroboration.MISSED)
    with record.unit() as unit:
        unit.doses.keep(missed, after(10))
        unit.doses.keep(missed, after(11))
        unit.doses.keep(TAKEN, after(60))
        facts = [dict(one.facts) for one in unit.doses.evidence(DUE.id)]
    assert [one["outcome"] for one in facts] == ["missed", "taken"]


def test_the_same_evidence_twice_is_kept_once(record: Database) -> None:
    with record.unit() as unit:
        assert unit.doses.add(SAID)
        assert not unit.doses.add(replace(SAID, at=after(9)))
        assert unit.doses.evidence(DUE.id) == (SAID,)


@pytest.mark.parametrize(
    "change", ["DELETE FROM dose_evidence", "UPDATE journal SET who='x'"]
)
def test_evidence_and_journal_only_grow(record: Database, change: str) -> None:
    with record.unit() as unit:
        unit.doses.add(SAID)
        unit.journal.add("jo", "tested", EIGHT)

    def rewrite() -> None:
        with record.unit() as unit:
            unit.session.execute(text(change))

    with pytest.raises(StoreError):
        rewrite()
