"""Letters: how they look, and what becomes of them where they are not welcome."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from care.escalation import DeliveryStatus
from escalation.channels.email import Email
from escalation.settings import Details, EmailSettings, Security
from escalation.wording import message
from tests.fakes.calls import ADA, NAMES, THREE, notice
from tests.fakes.channels import ECHO, deliver, settings
from tests.fakes.clock import HandClock
from tests.fakes.mail_server import Post, mail_server

pytestmark = pytest.mark.integration


async def test_a_letter_arrives_as_it_should_look(tmp_path: Path) -> None:
    post = Post()
    async with mail_server(post) as port:
        first = await deliver("email", port, tmp_path)
        await deliver("email", port, tmp_path)
        post.refusal = f"550 5.7.1 {ECHO}"
        refused = await deliver("email", port, tmp_path)
    assert first.status is DeliveryStatus.HANDED_OVER
    letters = [message_from_bytes(raw, policy=policy.default) for raw in post.letters]
    assert letters[0]["Subject"] == "Philomel: urgent call, home 1, please open"
    assert letters[0]["To"] == "jo@example.org"
    assert letters[0]["Importance"] == "high"
    assert letters[0]["Message-ID"] == letters[1]["Message-ID"], "one notice, one letter"
    body = letters[0].get_body()
    assert body is not None
    assert "WHAT: oxygen 86 % for 40 s" in body.get_content()
    head = post.letters[0].split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    assert b"Ada" not in head
    assert b"SPO2" not in head
    assert refused.status is DeliveryStatus.REFUSED
    assert refused.detail.startswith("550 5.7.1 no thanks")
    assert "Ada" not in refused.detail


async def test_a_refused_recipient_is_a_refusal(tmp_path: Path) -> None:
    async with mail_server(Post("jo@example.org")) as port:
        delivery = await deliver("email", port, tmp_path)
    assert delivery.status is DeliveryStatus.REFUSED
    assert delivery.detail == "550 5.1.1 [address] unknown"


async def test_no_letter_goes_out_when_starttls_is_asked_for_and_not_there(
    tmp_path: Path,
) -> None:
    post = Post()
    async with mail_server(post) as port:
        given = settings("email", port, tmp_path)
        assert given.email is not None
        mail = EmailSettings.model_validate(
            given.email.model_dump() | {"security": Security.STARTTLS}
        )
        channel = Email(mail, tmp_path, HandClock(THREE))
        words = message(notice(), ADA, NAMES, given, Details.FULL)
        delivery = await channel.deliver(notice(), words)
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert "lacks" in delivery.detail
    assert post.letters == []
