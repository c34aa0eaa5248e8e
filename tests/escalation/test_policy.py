from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from care.alarm import Priority
from care.errors import ConfigError
from care.settings import CareSettings
from escalation.policy import policies
from escalation.settings import EscalationSettings

FILE = Path("config.yml")
CARE = CareSettings.model_validate(
    {
        "patients": {"home-1": {"name": "Ada", "zone": "Europe/Paris"}},
        "providers": {
            "jo": {"name": "Jo", "email": "jo@example.org"},
            "ann": {"name": "Ann", "email": "ann@example.org", "language": "fr"},
            "sam": {"name": "Sam"},
        },
    }
)
EMAIL = {"host": "127.0.0.1", "security": "plain", "sender": "home@example.org"}
CONTACTS = [{"provider": "jo"}, {"provider": "ann"}]


def settings(**given: Any) -> EscalationSettings:
    return EscalationSettings.model_validate({"email": EMAIL} | given)


def waits(given: EscalationSettings, priority: Priority) -> list[float]:
    policy = policies(given, CARE, FILE)[priority]
    return [rung.wait.total_seconds() for rung in policy.rungs]


def test_contacts_are_the_rungs_at_the_proposed_times() -> None:
    contacts = [*CONTACTS, {"provider": "sam", "address": "sam@example.org"}]
    given = settings(contacts=contacts)
    assert waits(given, Priority.HIGH)[:2] == [30, 60]
    assert waits(given, Priority.MEDIUM)[:2] == [900, 900]
    high = policies(given, CARE, FILE)[Priority.HIGH]
    assert high.repeat == timedelta(minutes=5)
    assert high.lapse == timedelta(minutes=15)
    assert [rung.contacts[0].address for rung in high.rungs] == [
        "jo@example.org",
        "ann@example.org",
        "sam@example.org",
    ]
    assert high.rungs[1].contacts[0].language == "fr"


def test_a_ladder_can_be_written_out() -> None:
    rungs = [{"to": CONTACTS, "wait": "PT20S"}]
    own = {"rungs": rungs, "repeat": "PT2M", "lapse": "PT10M"}
    given = settings(contacts=CONTACTS, policies={"high": own})
    high = policies(given, CARE, FILE)[Priority.HIGH]
    assert [len(rung.contacts) for rung in high.rungs] == [2]
    assert high.rungs[0].wait == timedelta(seconds=20)
    assert waits(given, Priority.LOW) == [86_400, 86_400]


@pytest.mark.parametrize(
    ("part", "slow"),
    [("wait", "PT6M"), ("repeat", "PT11M"), ("lapse", "PT31M")],
)
def test_high_cannot_be_made_slow(part: str, slow: str) -> None:
    own: dict[str, Any] = {
        "rungs": [{"to": CONTACTS, "wait": slow if part == "wait" else "PT1M"}],
        "repeat": slow if part == "repeat" else "PT5M",
        "lapse": slow if part == "lapse" else "PT15M",
    }
    given = settings(contacts=CONTACTS, policies={"high": own})
    with pytest.raises(ConfigError, match=rf"policies.high.*{part}.*at most"):
        policies(given, CARE, FILE)


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        ({"provider": "bob"}, r"contacts\.0\.provider: no 'bob' in care\.providers"),
        ({"provider": "sam"}, r"contacts\.0\.address: nowhere to send to"),
        ({"provider": "jo", "channel": "pigeon"}, "known are email, webhook"),
        ({"provider": "jo", "address": "jo"}, "one e-mail address"),
        ({"provider": "jo", "address": "a@b.c, d@e.f"}, "one e-mail address"),
        ({"provider": "jo", "channel": "webhook"}, "escalation.webhook: must be set up"),
    ],
)
def test_a_contact_that_cannot_be_told_is_named(contact: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        policies(settings(contacts=[contact]), CARE, FILE)


def test_a_webhook_in_the_clear_is_refused() -> None:
    contact = {"provider": "jo", "channel": "webhook", "address": "http://example.org"}
    given = settings(contacts=[contact], webhook={"secret_file": "webhook.key"})
    with pytest.raises(ConfigError, match="https://"):
        policies(given, CARE, FILE)


def test_a_home_with_patients_and_nobody_to_tell_is_a_mistake() -> None:
    with pytest.raises(ConfigError, match=r"escalation\.contacts: somebody to tell"):
        policies(settings(), CARE, FILE)
    assert policies(settings(), CareSettings(), FILE) == {}


def test_a_mistake_is_shown_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.yml"
    file.write_text("care: {}\nescalation:\n  contacts:\n    - provider: bob\n")
    with pytest.raises(ConfigError, match=r"line 4, escalation\.contacts\.0\.provider"):
        policies(settings(contacts=[{"provider": "bob"}]), CARE, file)


def test_the_example_of_the_docs_is_a_config() -> None:
    page = Path(__file__).parents[2] / "docs" / "escalation.md"
    example = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    given = EscalationSettings.model_validate(yaml.safe_load(example)["escalation"])
    care = CareSettings.model_validate(
        CARE.model_dump() | {"providers": {**CARE.providers, "hospital": {"name": "H"}}}
    )
    high = policies(given, care, FILE)[Priority.HIGH]
    assert [rung.contacts[0].channel for rung in high.rungs] == [
        "email",
        "email",
        "webhook",
    ]
