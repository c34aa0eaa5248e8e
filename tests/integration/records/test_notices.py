import pytest
from sqlalchemy import text

from care.errors import StoreError
from care.escalation import Delivery, DeliveryStatus, NoticeId
from records.database import Database
from tests.fakes.calls import after, notice

pytestmark = pytest.mark.integration
FIRST, SECOND = notice(number=0), notice(number=1)


def account(of: NoticeId, status: DeliveryStatus = DeliveryStatus.REFUSED) -> Delivery:
    return Delivery(notice=of, status=status, at=after(2), detail="550 no")


def test_a_notice_waits_until_its_outcome_is_known(record: Database) -> None:
    with record.unit() as unit:
        assert unit.notices.keep(FIRST)
        assert unit.notices.keep(SECOND)
        assert not unit.notices.keep(FIRST), "only a new one is handed over"
    with record.unit() as unit:
        assert unit.notices.waiting() == (FIRST, SECOND)
        unit.notices.delivered(account(FIRST.id))
        unit.notices.delivered(account(NoticeId("nobody's")))
    with record.reading() as unit:
        assert unit.notices.waiting() == (SECOND,)
        assert unit.notices.of(FIRST.escalation) == (
            (FIRST, (account(FIRST.id),)),
            (SECOND, ()),
        )


def test_what_became_of_a_notice_cannot_be_rewritten(record: Database) -> None:
    with record.unit() as unit:
        unit.notices.keep(FIRST)
        unit.notices.delivered(account(FIRST.id))

    def rewrite() -> None:
        with record.unit() as unit:
            unit.session.execute(text("UPDATE deliveries SET status = 'handed_over'"))

    with pytest.raises(StoreError):
        rewrite()
