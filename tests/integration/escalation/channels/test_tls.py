"""Nothing goes out before the other side has proven who it is."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from care.clock import SystemClock
from care.escalation import Contact, Delivery, DeliveryStatus
from care.people import ProviderId
from escalation.channels.table import open_channels
from escalation.settings import Details, EscalationSettings
from escalation.wording import message
from tests.fakes.calls import ADA, NAMES, notice
from tests.fakes.mail_server import Post, mail_server
from tests.fakes.web_server import http_answer, listening

pytestmark = pytest.mark.integration


def certificate(folder: Path, address: str) -> ssl.SSLContext:
    """A server certificate of its own making, `folder/ca.pem`, for one address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return context


def conduct(security: str, tls: ssl.SSLContext) -> dict[str, Any]:
    """TLS from the first byte, or as a step of the talk that cannot be left out."""
    if security == "tls":
        return {"tls": tls}
    return {"tls_context": tls, "require_starttls": True}


async def send(
    port: int, security: str, authority: str | None, folder: Path, **more: str
) -> Delivery:
    settings = EscalationSettings.model_validate(
        {
            "email": {
                "host": "127.0.0.1",
                "port": port,
                "security": security,
                "sender": "home@example.org",
                "authority": authority,
                "step_limit": "PT5S",
                **more,
            }
        }
    )
    channel = open_channels(settings, folder, SystemClock())["email"]
    words = message(notice(), ADA, NAMES, settings, Details.FULL)
    async with asyncio.timeout(20):
        return await channel.deliver(notice(), words)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_server_whose_authority_we_trust_gets_the_letter(
    security: str, tmp_path: Path
) -> None:
    post, own = Post(), certificate(tmp_path, "127.0.0.1")
    async with mail_server(post, **conduct(security, own)) as port:
        delivery = await send(port, security, "ca.pem", tmp_path)
    assert delivery.status is DeliveryStatus.HANDED_OVER, delivery.detail
    assert len(post.letters) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("address", "authority"), [("127.0.0.1", None), ("192.0.2.1", "ca.pem")]
)
async def test_a_stranger_or_another_name_gets_nothing(
    security: str, address: str, authority: str | None, tmp_path: Path
) -> None:
    post, own = Post(), certificate(tmp_path, address)
    async with mail_server(post, **conduct(security, own)) as port:
        delivery = await send(port, security, authority, tmp_path)
    assert delivery.status is DeliveryStatus.UNREACHABLE
    assert "certificate not accepted" in delivery.detail
    assert post.letters == []


@pytest.mark.parametrize(
    ("authority", "status"),
    [("ca.pem", DeliveryStatus.HANDED_OVER), (None, DeliveryStatus.UNREACHABLE)],
)
async def test_a_web_call_trusts_nobody_else_either(
    authority: str | None, status: DeliveryStatus, tmp_path: Path
) -> None:
    calls = 0

    async def yes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        accepted = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
        await http_answer(reader, writer, accepted)

    tls = certificate(tmp_path, "127.0.0.1")
    secret = tmp_path / "secret"
    secret.write_text("hush")
    secret.chmod(0o600)
    settings = EscalationSettings.model_validate(
        {"webhook": {"secret_file": "secret", "authority": authority}}
    )
    channel = open_channels(settings, tmp_path, SystemClock())["webhook"]
    async with listening(yes, tls) as port:
        address = f"https://127.0.0.1:{port}/"
        to = Contact(provider=ProviderId("jo"), channel="webhook", address=address)
        words = message(notice(to), ADA, NAMES, settings, Details.FULL)
        delivery = await channel.deliver(notice(to), words)
    assert delivery.status is status
    assert calls == (1 if authority else 0)
    assert delivery.at > datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "status"),
    [("right", DeliveryStatus.HANDED_OVER), ("wrong", DeliveryStatus.REFUSED)],
)
async def test_a_server_that_wants_a_sign_in_gets_it_under_tls(
    password: str, status: DeliveryStatus, tmp_path: Path
) -> None:
    def knows(
        _server: object, _session: object, _envelope: object, _how: str, who: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=who.password == b"right", handled=False)

    tls, post = certificate(tmp_path, "127.0.0.1"), Post()
    secret = tmp_path / "password"
    secret.write_text(f"{password}\n")
    secret.chmod(0o600)
    signed = {"user": "home", "password_file": "password"}
    wants: dict[str, Any] = {"auth_required": True, "authenticator": knows}
    async with mail_server(post, tls_context=tls, **wants) as port:
        delivery = await send(port, "starttls", "ca.pem", tmp_path, **signed)
    assert delivery.status is status, delivery.detail
    assert len(post.letters) == (1 if status is DeliveryStatus.HANDED_OVER else 0)
    assert password not in delivery.detail
