import pytest
from pydantic import ValidationError

from escalation.settings import EmailSettings, EscalationSettings, Security, is_safe_url

MAIL = {"host": "127.0.0.1", "sender": "home@example.org"}


def test_mail_in_the_clear_goes_to_this_machine_only() -> None:
    plain = EmailSettings.model_validate(MAIL | {"security": "plain"})
    assert plain.security is Security.PLAIN
    with pytest.raises(ValidationError, match="use starttls or tls"):
        EmailSettings.model_validate(MAIL | {"host": "mail.org", "security": "plain"})


def test_a_user_needs_a_password_and_a_password_a_user() -> None:
    with pytest.raises(ValidationError, match="go together"):
        EmailSettings.model_validate(MAIL | {"user": "home"})


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/call", True),
        ("http://127.0.0.1:9000/call", True),
        ("http://[::1]/call", True),
        ("http://example.org/call", False),
        ("http://localhost.example.org/", False),
        ("https://user:secret@example.org/", False),
        ("ftp://example.org/", False),
        ("no address", False),
    ],
)
def test_a_webhook_is_called_over_https_or_on_this_machine(url: str, safe: bool) -> None:  # noqa: FBT001
    assert is_safe_url(url) is safe


def test_an_unknown_key_and_an_empty_ladder_are_mistakes() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        EscalationSettings.model_validate({"contakts": []})
    policy = {"rungs": [], "repeat": "PT5M", "lapse": "PT15M"}
    with pytest.raises(ValidationError, match="at least 1 item"):
        EscalationSettings.model_validate({"policies": {"high": policy}})
