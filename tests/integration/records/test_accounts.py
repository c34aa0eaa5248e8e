from dataclasses import replace

import pytest

from care.people import ProviderId, Role
from records.accounts import Account
from records.database import Database
from tests.fakes.homes import EIGHT, after

pytestmark = pytest.mark.integration
JO = Account(
    name="jo",
    provider=ProviderId("jo"),
    role=Role.CLINICIAN,
    password="$argon2id$...",
    second_factor=None,
    created_at=EIGHT,
)


def test_an_account_is_kept_changed_and_ended(record: Database) -> None:
    with record.unit() as unit:
        unit.accounts.keep(JO)
        unit.accounts.keep(replace(JO, second_factor="ABC"))
        assert unit.accounts.all() == (replace(JO, second_factor="ABC"),)
        unit.sessions.start("token", "jo", at=EIGHT, expires_at=after(60))
        unit.accounts.remove("jo")
        unit.accounts.remove("jo")
        assert unit.accounts.get("jo") is None
        assert unit.sessions.get("token", EIGHT) is None, "and so are its sign-ins"


def test_a_code_serves_once_and_never_an_older_one(record: Database) -> None:
    with record.unit() as unit:
        unit.accounts.keep(JO)
        assert unit.accounts.use_step("jo", 100)
        assert not unit.accounts.use_step("jo", 100)
        assert not unit.accounts.use_step("jo", 99)
        unit.accounts.keep(JO)
        assert not unit.accounts.use_step("jo", 100), "changing an account frees none"
        assert unit.accounts.use_step("jo", 101)
        assert not unit.accounts.use_step("nobody", 1)


def test_wrong_tries_are_counted_and_forgotten(record: Database) -> None:
    with record.unit() as unit:
        unit.accounts.keep(JO)
        unit.accounts.failed("jo", None)
        unit.accounts.failed("jo", after(60))
        found = unit.accounts.get("jo")
        assert found is not None
        assert (found.failures, found.locked_until) == (2, after(60))
        unit.accounts.succeeded("jo")
        assert unit.accounts.get("jo") == JO
