import pytest

from care.escalation import Delivery, DeliveryStatus, Notice
from escalation.channels.port import Channel, account
from escalation.courier import Courier
from escalation.message import Message
from escalation.settings import Details, EscalationSettings
from tests.fakes.calls import ADA, NAMES, THREE, contact, notice
from tests.fakes.clock import HandClock


class Pigeon:
    """A channel that keeps what it is given, or breaks."""

    details = Details.SUMMARY

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.carried: list[Message] = []

    async def deliver(self, notice: Notice, message: Message) -> Delivery:
        if self.failure:
            raise self.failure
        self.carried.append(message)
        return account(notice, DeliveryStatus.HANDED_OVER, THREE)


def courier(channel: Channel) -> Courier:
    return Courier(
        channels={"pigeon": channel},
        patients={ADA.id: ADA},
        names=NAMES,
        settings=EscalationSettings(),
        clock=HandClock(THREE),
    )


async def test_a_notice_is_worded_as_its_channel_may_say_it() -> None:
    pigeon = Pigeon()
    delivery = await courier(pigeon).deliver(notice(contact("jo", "pigeon")))
    assert delivery.status is DeliveryStatus.HANDED_OVER
    assert "Ada" not in pigeon.carried[0].body


@pytest.mark.parametrize(
    ("to", "says"),
    [("email", "no channel 'email' is set up"), ("pigeon", "the channel broke (KeyError)")],
)
async def test_whatever_goes_wrong_is_an_account(to: str, says: str) -> None:
    broken = courier(Pigeon(KeyError("Ada's oxygen")))
    delivery = await broken.deliver(notice(contact("jo", to)))
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert delivery.detail == says


async def test_a_language_without_words_falls_back_to_english() -> None:
    pigeon = Pigeon()
    await courier(pigeon).deliver(notice(contact("jo", "pigeon", "xx")))
    assert "urgent call" in pigeon.carried[0].title
