import pytest

from care.people import ProviderId
from records.database import Database
from tests.fakes.homes import ADA, EIGHT, after

pytestmark = pytest.mark.integration
JO = ProviderId("jo")


def test_a_request_waits_in_its_order_until_it_is_handled_once(record: Database) -> None:
    with record.unit() as unit:
        first = unit.requests.add("acknowledge", {"call": "e-1"}, by=JO, at=EIGHT)
        second = unit.requests.add("plan", {"é": 1}, by=JO, at=after(1), patient=ADA)
    with record.unit() as unit:
        assert [one.id for one in unit.requests.waiting()] == [first, second]
        assert unit.requests.waiting()[1].body == {"é": 1}
        assert unit.requests.handled(first, after(2), {"done": True})
        assert not unit.requests.handled(first, after(3), {"done": False})
    with record.reading() as unit:
        assert [one.patient for one in unit.requests.waiting()] == [ADA]
        done = unit.requests.get(first)
        assert done is not None
        assert (done.handled_at, done.result) == (after(2), {"done": True})
        assert unit.requests.get(99) is None
