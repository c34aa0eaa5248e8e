"""One lasting connection: refused, lost, and never acknowledging what is not its own."""

import threading

import pytest

from care.errors import SetupError
from sensors.inventory import load
from sensors.keystore.file import FileKeys
from sensors.mqtt import Credentials, Delivery, Link, tls_context
from sensors.premises import publish
from sensors.topics import HUB
from tests.integration.sensors.conftest import CLOCK, OXIMETER, Home, device_credentials

pytestmark = pytest.mark.integration


def test_a_refused_certificate_is_told_from_a_lost_connection(home: Home) -> None:
    now = CLOCK.now()
    publish(home.premises, load(home.premises.inventory).revoke(OXIMETER, now), now)
    home.kill_broker()
    home.start_broker()
    said: list[str] = []
    told = threading.Event()

    def state(_up: bool, detail: str) -> None:  # noqa: FBT001
        said.append(detail)
        told.set()

    link = Link(
        device_credentials(home.premises),
        subscribe="home/v1/down/oximeter-1/receipt",
        on_message=lambda _delivery: None,
        on_state=state,
    )
    link.start("127.0.0.1", home.settings.broker.port)
    assert told.wait(10)
    link.stop()
    assert "certificate" in said[0]


def test_a_message_of_an_earlier_connection_is_not_acknowledged(home: Home) -> None:
    got: list[Delivery] = []
    link = Link(
        Credentials(
            name=HUB,
            ca=home.premises.certificate("ca"),
            certificate=home.premises.certificate("hub"),
            key=home.premises.key("hub"),
        ),
        subscribe="home/v1/up/#",
        on_message=got.append,
        on_state=lambda _up, _detail: None,
    )
    sent: list[int] = []
    link._client.ack = lambda mid, _qos: sent.append(mid)  # type: ignore[method-assign,assignment,return-value]
    link._up, link._generation = True, 2
    link.acknowledge(Delivery(topic="", payload=b"", generation=1, mid=5))
    link.acknowledge(Delivery(topic="", payload=b"", generation=2, mid=6))
    assert sent == [6]


def test_publishing_without_a_connection_is_said_to_fail(home: Home) -> None:
    link = Link(
        device_credentials(home.premises),
        subscribe="home/v1/down/oximeter-1/receipt",
        on_message=lambda _delivery: None,
        on_state=lambda _up, _detail: None,
    )
    assert link.publish("home/v1/up/oximeter-1/readings", b"") is None


def test_an_unreadable_certificate_is_named(home: Home) -> None:
    credentials = device_credentials(home.premises)
    credentials.certificate.write_text("nonsense")
    with pytest.raises(SetupError, match=r"device\.crt or its key cannot be used"):
        tls_context(credentials)


def test_a_new_certificate_is_shown_from_the_next_connection_on(home: Home) -> None:
    now, credentials = CLOCK.now(), device_credentials(home.premises)
    publish(home.premises, load(home.premises.inventory).revoke(OXIMETER, now), now)
    home.kill_broker()
    home.start_broker()
    refused, accepted = threading.Event(), threading.Event()
    link = Link(
        credentials,
        subscribe="home/v1/down/oximeter-1/receipt",
        on_message=lambda _delivery: None,
        on_state=lambda up, _detail: (accepted if up else refused).set(),
    )
    link.start("127.0.0.1", home.settings.broker.port)
    assert refused.wait(10)
    request = FileKeys(credentials.key).request(OXIMETER)
    authority = home.premises.authority(now)
    credentials.certificate.write_bytes(
        authority.issue_client(request, OXIMETER, "anew", now)
    )
    link.renewed()
    assert accepted.wait(30)
    link.stop()
