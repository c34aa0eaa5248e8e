import pytest

from care.people import ProviderId, Role
from records.accounts import Account
from records.database import Database
from records.sessions import digest_of
from records.tables import SessionRow
from tests.fakes.homes import EIGHT, after

pytestmark = pytest.mark.integration


@pytest.fixture
def signed_in(record: Database) -> Database:
    with record.unit() as unit:
        unit.accounts.keep(
            Account(
                name="jo",
                provider=ProviderId("jo"),
                role=Role.PROVIDER,
                password="-",
                second_factor=None,
                created_at=EIGHT,
            )
        )
        unit.sessions.start(
            "token", "jo", at=EIGHT, expires_at=after(60), body={"language": "fr"}
        )
    return record


def test_a_sign_in_holds_until_it_runs_out(signed_in: Database) -> None:
    with signed_in.unit() as unit:
        found = unit.sessions.get("token", after(59))
        assert found is not None
        assert (found.account, found.body) == ("jo", {"language": "fr"})
        assert unit.sessions.get("token", after(60)) is None
        assert unit.sessions.get("guess", after(1)) is None
        unit.sessions.prolong("token", after(120))
        assert unit.sessions.get("token", after(119)) is not None


def test_signing_out_ends_it_here_or_everywhere(signed_in: Database) -> None:
    with signed_in.unit() as unit:
        unit.sessions.start("other", "jo", at=EIGHT, expires_at=after(60))
        unit.sessions.end("token")
        assert unit.sessions.get("token", EIGHT) is None
        assert unit.sessions.get("other", EIGHT) is not None
        unit.sessions.end_all("jo")
        assert unit.sessions.get("other", EIGHT) is None


def test_the_record_does_not_know_the_token(signed_in: Database) -> None:
    with signed_in.unit() as unit:
        row = unit.session.query(SessionRow).one()
        assert row.digest == digest_of("token") != "token"
        unit.sessions.start("new", "jo", at=after(61), expires_at=after(90))
        assert unit.session.query(SessionRow).one().digest == digest_of("new")
