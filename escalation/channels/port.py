"""What every channel is: one method that always gives an account, never an exception."""

from datetime import datetime
from typing import Protocol

from care.escalation import Delivery, DeliveryStatus, Notice
from escalation.message import Message
from escalation.settings import Details


class Channel(Protocol):
    """A way to a person."""

    details: Details
    """How much a body may say on this way."""

    async def deliver(self, notice: Notice, message: Message) -> Delivery:
        """Hand the message to the next system, within the channel's own limits.

        The same notice twice is the same message (its id goes with it). Every failure
        of the other side is a value: REFUSED when it said no, UNREACHABLE otherwise.
        """
        ...


def account(
    notice: Notice, status: DeliveryStatus, at: datetime, detail: str = ""
) -> Delivery:
    """A channel's account of one notice."""
    return Delivery(notice=notice.id, status=status, at=at, detail=detail)
