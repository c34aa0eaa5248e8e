"""The broker's configuration, and every reason not to start it."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.errors import SetupError
from sensors.broker import prepare
from sensors.premises import Premises, establish
from sensors.settings import BrokerSettings
from tests.fakes.port import free_port

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    return establish(tmp_path / "keys", [], now=NOW)


@pytest.fixture
def settings() -> BrokerSettings:
    return BrokerSettings(port=free_port(), program="sh")


def start(
    premises: Premises, settings: BrokerSettings, now: datetime = NOW
) -> tuple[str, ...]:
    return prepare(premises, settings, premises.folder.parent / "broker", now)


def test_it_demands_certificates_and_takes_the_client_id_from_them(
    premises: Premises, settings: BrokerSettings
) -> None:
    command = start(premises, settings)
    text = Path(command[-1]).read_text()
    for line in (
        f"listener {settings.port} 127.0.0.1",
        "tls_version tlsv1.3",
        "require_certificate true",
        "use_identity_as_username true",
        "use_username_as_clientid true",
        "allow_anonymous false",
        f"crlfile {premises.crl}",
        "persistence true",
        "retain_available false",
    ):
        assert line in text.splitlines(), line


def test_a_port_in_use_is_named(premises: Premises) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            SetupError, match=f"127.0.0.1:{port}.*in use.*sensors.broker.port"
        ):
            start(premises, BrokerSettings(port=port, program="sh"))


def test_an_expired_certificate_is_named_with_its_date(
    premises: Premises, settings: BrokerSettings
) -> None:
    with pytest.raises(SetupError, match=r"broker\.crt expired on 2027-11-22"):
        start(premises, settings, NOW + timedelta(days=366))


def test_a_certificate_of_tomorrow_points_at_the_clock(
    premises: Premises, settings: BrokerSettings
) -> None:
    with pytest.raises(SetupError, match="check the clock"):
        start(premises, settings, NOW - timedelta(days=1))


@pytest.mark.parametrize("content", [b"", b"nonsense", None], ids=str)
def test_an_unreadable_certificate_is_named(
    premises: Premises, settings: BrokerSettings, content: bytes | None
) -> None:
    premises.certificate("broker").unlink()
    if content is not None:
        premises.certificate("broker").write_bytes(content)
    with pytest.raises(SetupError, match=r"broker\.crt cannot be read"):
        start(premises, settings)


def test_an_unreadable_key_is_named(premises: Premises, settings: BrokerSettings) -> None:
    premises.key("broker").write_text("nonsense")
    with pytest.raises(SetupError, match=r"broker\.key cannot be read"):
        start(premises, settings)


def test_a_foreign_certificate_is_named(
    premises: Premises, settings: BrokerSettings, tmp_path: Path
) -> None:
    other = establish(tmp_path / "other", [], now=NOW)
    premises.certificate("broker").write_bytes(other.certificate("broker").read_bytes())
    with pytest.raises(SetupError, match="not issued by this home"):
        start(premises, settings)


def test_a_key_that_does_not_fit_is_named(
    premises: Premises, settings: BrokerSettings
) -> None:
    premises.key("broker").write_bytes(premises.key("hub").read_bytes())
    with pytest.raises(SetupError, match="does not belong"):
        start(premises, settings)


def test_a_revocation_list_that_ran_out_is_named(
    premises: Premises, settings: BrokerSettings
) -> None:
    with pytest.raises(SetupError, match=r"revocation list .*crl\.pem ran out"):
        start(premises, settings, NOW + timedelta(days=8))


def test_a_lacking_program_says_what_to_install(premises: Premises) -> None:
    with pytest.raises(SetupError, match="apt-get install mosquitto"):
        start(premises, BrokerSettings(port=18999, program="no-such-broker"))
