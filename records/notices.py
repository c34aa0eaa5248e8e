"""Messages to people, kept before they are sent, and what became of each."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from care.escalation import Delivery, DeliveryStatus, EscalationId, Notice, NoticeId
from records.keep import keep_once
from records.tables import DeliveryRow, NoticeRow
from records.text import text_of, value_of


class Notices:
    """Notices by id, with their deliveries; an outbox that survives every crash."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, notice: Notice) -> bool:
        """Keep it once; whether it is new. Only a new one is to be handed over."""
        values = {
            "id": notice.id,
            "patient": notice.alarm.patient,
            "escalation": notice.escalation,
            "provider": notice.contact.provider,
            "channel": notice.contact.channel,
            "created_at": notice.created_at,
            "delivered": False,
            "body": text_of(notice),
        }
        return keep_once(self._session, NoticeRow, values)

    def delivered(self, delivery: Delivery) -> None:
        """Add what became of a notice; an unknown notice has no delivery."""
        row = self._session.get(NoticeRow, delivery.notice)
        if row is None:
            return
        self._session.add(
            DeliveryRow(
                notice=delivery.notice,
                patient=row.patient,
                status=delivery.status.value,
                at=delivery.at,
                detail=delivery.detail,
            )
        )
        known = update(NoticeRow).where(NoticeRow.id == delivery.notice)
        self._session.execute(known.values(delivered=True))

    def waiting(self) -> tuple[Notice, ...]:
        """Those without any outcome, oldest first: to be handed over after a restart."""
        rows = select(NoticeRow.body).where(NoticeRow.delivered.is_(False))
        found = self._session.scalars(rows.order_by(NoticeRow.created_at, NoticeRow.id))
        return tuple(value_of(Notice, body) for body in found)

    def of(
        self, escalation: EscalationId
    ) -> tuple[tuple[Notice, tuple[Delivery, ...]], ...]:
        """Every notice of an escalation with its deliveries, in order of telling."""
        rows = select(NoticeRow.body).where(NoticeRow.escalation == escalation)
        found = self._session.scalars(rows.order_by(NoticeRow.created_at, NoticeRow.id))
        notices = tuple(value_of(Notice, body) for body in found)
        return tuple((notice, self.deliveries(notice.id)) for notice in notices)

    def deliveries(self, notice: NoticeId) -> tuple[Delivery, ...]:
        """What became of one notice, oldest first."""
        rows = select(DeliveryRow).where(DeliveryRow.notice == notice)
        return tuple(
            Delivery(
                notice=NoticeId(row.notice),
                status=DeliveryStatus(row.status),
                at=row.at,
                detail=row.detail,
            )
            for row in self._session.scalars(rows.order_by(DeliveryRow.id))
        )
