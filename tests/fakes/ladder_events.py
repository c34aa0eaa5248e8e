"""What happens to a ladder, said shortly."""

from care.commands import Command, Notify
from care.escalation import (
    Acknowledgement,
    Delivery,
    DeliveryStatus,
    Escalation,
    Outcome,
    Resolution,
)
from care.people import ProviderId
from escalation.ladder import (
    Acknowledged,
    Delivered,
    Resolved,
)
from tests.fakes.calls import THREE, after

JO = ProviderId("jo")


def told(commands: tuple[Command, ...]) -> list[str]:
    return [c.notice.contact.provider for c in commands if isinstance(c, Notify)]


def acknowledged(seconds: float, by: str = "jo") -> Acknowledged:
    given_at = Acknowledgement(by=ProviderId(by), at=after(seconds))
    return Acknowledged(acknowledgement=given_at)


def resolved(seconds: float) -> Resolved:
    how = Resolution(by=JO, at=after(seconds), outcome=Outcome.REAL_HELPED)
    return Resolved(resolution=how)


def failed(state: Escalation, which: int = 0) -> Delivered:
    return Delivered(
        delivery=Delivery(
            notice=state.standing[which],
            status=DeliveryStatus.REFUSED,
            at=THREE,
        )
    )
