"""Who gets in: signing in, being invited, being put out, over real HTTPS."""

from contextlib import closing

import pyotp
import pytest

from care.people import ProviderId, Role
from console.visit import COOKIE
from tests.fakes.ada import BO, LUCA
from tests.integration.console.conftest import PASSWORD, SECRET, House, csrf, sign_in

pytestmark = pytest.mark.integration


def test_a_password_alone_does_not_open(house: House) -> None:
    name = house.account()
    with closing(house.client()) as client:
        assert sign_in(client, name, code="").status_code == 401
        assert COOKIE not in client.cookies
        assert sign_in(client, name, password="wrong wrong wrong").status_code == 401


def test_a_code_serves_once(house: House) -> None:
    name, code = house.account(), pyotp.TOTP(SECRET).now()
    with closing(house.client()) as first, closing(house.client()) as second:
        assert sign_in(first, name, code=code).status_code == 303
        assert sign_in(second, name, code=code).status_code == 401


def test_wrong_tries_lock_and_say_what_to_do(house: House) -> None:
    name = house.account()
    with closing(house.client()) as client:
        answers = [sign_in(client, name, code="000000") for _ in range(6)]
        assert [a.status_code for a in answers] == [401, 401, 401, 401, 401, 429]
        assert "Please wait" in answers[-1].text
        assert "ask your administrator" in answers[-1].text
        assert sign_in(client, name).status_code == 429


def test_an_unknown_name_is_answered_like_a_wrong_password(house: House) -> None:
    with closing(house.client()) as client:
        known = sign_in(client, house.account(), password="wrong wrong wrong")
        unknown = sign_in(client, "nobody-here")
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert csrf(known.text) == csrf(unknown.text)


def test_a_clinician_cannot_invite_who_registers_keys(house: House) -> None:
    with closing(house.enter()) as nora, closing(house.enter(BO, Role.ADMINISTRATOR)) as bo:
        for client, status in ((nora, 422), (bo, 200)):
            page = client.get("/people").text
            assert ("Bo Chen, " in page) is (status == 200)
            form = {"csrf": csrf(page), "provider": "bo"}
            assert client.post("/people", data=form).status_code == status


def test_an_invited_person_makes_an_account_and_connects_a_phone(house: House) -> None:
    with closing(house.enter()) as nora:
        secret = csrf(nora.get("/people").text)
        answer = nora.post("/people", data={"csrf": secret, "provider": "luca"})
        code = answer.text.split("Luca Marin: ")[1].split("<", maxsplit=1)[0]
    with closing(house.client()) as client:
        form = {
            "csrf": csrf(client.get("/setup").text),
            "invitation": code,
            "name": "luca-invited",
            "password": PASSWORD,
            "again": PASSWORD,
            "provider": "nora",
        }
        short = client.post("/setup", data=form | {"password": "short", "again": "short"})
        assert "at least 12" in short.text
        wrong = client.post("/setup", data=form | {"invitation": "aaaa"})
        assert "not known or was used" in wrong.text
        assert client.post("/setup", data=form).headers["location"].endswith("note=done")
        assert client.post("/setup", data=form).status_code == 422  # a code serves once
        assert (
            sign_in(client, "luca-invited", code="").headers["location"] == "/second-factor"
        )
        page = client.get("/second-factor").text
        assert client.get("/now").status_code == 303  # no second factor, no session
        key = page.split('id="secret">')[1].split("<", maxsplit=1)[0].replace(" ", "")
        body = {"csrf": csrf(page), "code": pyotp.TOTP(key).now()}
        assert client.post("/second-factor", data=body | {"code": "1"}).status_code == 422
        assert client.post("/second-factor", data=body).headers["location"] == "/now"
        assert "Luca Marin" in client.get("/now").text
    with house.office.database.reading() as unit:
        account = unit.accounts.get("luca-invited")
    assert account is not None
    assert (account.provider, account.role) == (ProviderId("luca"), Role.CAREGIVER)


def test_the_setup_page_names_nobody_once_there_is_an_account(house: House) -> None:
    house.account()
    with closing(house.client()) as client:
        page = client.get("/setup").text
    assert "nora" not in page
    assert "luca" not in page


def test_an_ended_account_is_out_at_once_and_nobody_ends_their_own(house: House) -> None:
    with (
        closing(house.enter(BO, Role.ADMINISTRATOR)) as bo,
        closing(house.enter(LUCA, Role.CAREGIVER)) as luca,
    ):
        own, other = house.made[-2:]
        secret = csrf(bo.get("/people").text)
        assert luca.get("/now").status_code == 200
        refused = bo.post("/people/end", data={"csrf": secret, "account": own})
        assert refused.status_code == 403
        wrong = {"csrf": csrf(luca.get("/now").text), "account": own}
        assert luca.post("/people/end", data=wrong).status_code == 403
        done = bo.post("/people/end", data={"csrf": secret, "account": other})
        assert done.status_code == 303
        assert luca.get("/now").status_code in (303, 401)
        assert own in bo.get("/people").text
    with house.office.database.reading() as unit:
        assert unit.accounts.get(other) is None
        assert "account_ended" in {entry.what for entry in unit.journal.last(9)}


def test_a_clinician_does_not_end_who_answers_for_keys(house: House) -> None:
    keeper = house.account(BO, Role.ADMINISTRATOR)
    with closing(house.enter()) as nora:
        secret = csrf(nora.get("/people").text)
        form = {"csrf": secret, "account": keeper}
        assert nora.post("/people/end", data=form).status_code == 403
