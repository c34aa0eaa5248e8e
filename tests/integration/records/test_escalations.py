import pytest

from care.escalation import EscalationId, Outcome, Resolution
from care.people import ProviderId
from escalation.ladder import Resolved, Started, step
from records.database import Database
from tests.fakes.calls import ADA, THREE, after, ladder

pytestmark = pytest.mark.integration


def test_an_escalation_is_open_until_it_is_resolved(record: Database) -> None:
    climbing, _ = step(ladder(), Started(), THREE)
    how = Resolution(
        by=ProviderId("jo"), at=after(60), outcome=Outcome.REAL_HELPED, note="was fine"
    )
    ended, _ = step(climbing, Resolved(resolution=how), after(60))
    with record.unit() as unit:
        unit.escalations.keep(climbing)
        assert unit.escalations.open() == (climbing,)
        unit.escalations.keep(ended)
    with record.reading() as unit:
        assert unit.escalations.open() == ()
        assert unit.escalations.get(climbing.id) == ended
        assert unit.escalations.between(ADA.id, THREE, after(1)) == (ended,)
        assert unit.escalations.get(EscalationId("e-none")) is None
