"""Who may do what, and what gives nothing away: every page, over real HTTPS."""

import stat
from contextlib import closing

import httpx
import pytest

from care.escalation import EscalationId
from care.people import Role
from console.headers import ALWAYS
from console.visit import COOKIE
from tests.fakes.ada import LUCA, MORNING
from tests.fakes.ada_alarms import low_oxygen
from tests.integration.console.conftest import House, csrf, sign_in

pytestmark = pytest.mark.integration
PAGES = (
    "/now",
    "/now/live",
    "/patients/ada",
    "/patients/ada/medicines",
    "/patients/ada/medicines/new",
    "/patients/ada/messages",
    "/patients/ada/told",
    "/patients/ada/stock",
    "/patients/ada/report",
    "/patients/ada/report/report.json",
    "/patients/ada/checkins",
    "/signing",
    "/audit",
    "/people",
    "/help",
)
POSTS = (
    "/alarms/acknowledge",
    "/alarms/resolve",
    "/patients/ada/medicines/review",
    "/patients/ada/medicines/confirm",
    "/patients/ada/medicines/withdraw",
    "/patients/ada/checkins",
    "/people",
    "/people/end",
    "/signing/make",
    "/signing/register",
    "/signing/withdraw",
    "/patients/ada/messages/done",
    "/patients/ada/told/dose",
    "/patients/ada/told/scale",
    "/patients/ada/stock",
    "/sign-out",
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_a_session(house: House, path: str) -> None:
    with closing(house.client()) as client:
        client.cookies.set(COOKIE, "made-up")
        answer = client.get(path)
    assert answer.status_code in (303, 401)
    assert "Ada" not in answer.text


def test_cookies_and_headers_are_strict(house: House) -> None:
    with closing(house.client()) as client:
        answer = sign_in(client, house.account())
        cookie = answer.headers["set-cookie"]
        for word in (COOKIE, "Secure", "HttpOnly", "SameSite=strict", "Path=/"):
            assert word in cookie
        page = client.get("/now")
    for name, value in ALWAYS.items():
        assert page.headers[name] == value
    assert page.headers["cache-control"] == "no-store"
    assert "server" not in page.headers
    assert "<script>" not in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_its_secret_does_nothing(house: House, path: str) -> None:
    body = {"escalation": low_oxygen(MORNING).id, "outcome": "test", "csrf": "0" * 64}
    with closing(house.enter()) as client:
        assert client.post(path, data=body).status_code == 403
    assert house.handle() == []


def test_alarms_are_answered_by_plain_forms(house: House) -> None:
    with closing(house.enter(LUCA, Role.CAREGIVER)) as client:
        secret = csrf(client.get("/now").text)
        body = {"csrf": secret, "escalation": low_oxygen(MORNING).id}
        taken = client.post("/alarms/acknowledge", data=body)
        assert taken.headers["location"] == "/now?note=sent_acknowledge"
        lacking = client.post("/alarms/resolve", data=body)
        assert lacking.headers["location"] == "/now?note=outcome_needed"
        ended = client.post(
            "/alarms/resolve", data=body | {"outcome": "real_helped", "note": "Fine."}
        )
        assert ended.headers["location"] == "/now?note=sent_resolve"
        other = client.post("/alarms/resolve", data=body | {"outcome": "false_alarm"})
        assert other.headers["location"] == "/now?note=gone"
        assert house.handle() == ["acknowledge", "resolve"]
        again = client.post("/alarms/acknowledge", data=body)
        assert again.headers["location"] == "/now?note=gone"
    with house.office.database.reading() as unit:
        found = unit.escalations.get(EscalationId(low_oxygen(MORNING).id))
    assert found is not None
    assert found.resolution is not None
    assert found.resolution.note == "Fine."


def test_a_caregiver_cannot_change_plans_or_invite(house: House) -> None:
    with closing(house.enter(LUCA, Role.CAREGIVER)) as client:
        secret = csrf(client.get("/now").text)
        for path in ("/patients/ada/medicines/new", "/audit", "/people"):
            assert client.get(path).status_code == 403
        for path in POSTS[2:9]:
            answer = client.post(path, data={"csrf": secret, "provider": "nora"})
            assert answer.status_code == 403, path
    assert house.handle() == []


def test_addresses_and_titles_name_nobody_and_nothing(house: House) -> None:
    with closing(house.enter()) as client:
        for path in PAGES:
            if path.endswith(("live", "json")):
                continue
            page = client.get(path).text
            title = page.split("<title>")[1].split("</title>", maxsplit=1)[0]
            assert "Ada" not in title
            links = [part.split('"', maxsplit=1)[0] for part in page.split('href="')[1:]]
            assert not [a for a in links if "metformin" in a.lower() or "SPO2" in a]


def test_another_host_name_is_refused(house: House) -> None:
    with closing(house.client()) as client:
        answer = client.get("/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == 400


def test_the_language_switch_leads_nowhere_else(house: House) -> None:
    with closing(house.client()) as client:
        for back in ("https://evil.example/", "//evil.example", "/\\evil.example", ""):
            answer = client.post("/language", data={"language": "fr", "back": back})
            assert answer.headers["location"] == "/now"


def test_unknown_pages_say_what_to_do(house: House) -> None:
    with closing(house.enter()) as client:
        for path in ("/nothing", "/patients/someone", "/patients/ada/medicines/0123"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "Go to the Now page" in answer.text


def test_what_is_typed_is_never_part_of_the_page(house: House) -> None:
    with closing(house.enter()) as client:
        secret = csrf(client.get("/now").text)
        bad = "<script>alert(1)</script>"
        answer = client.post(
            "/patients/ada/medicines/review",
            data={"csrf": secret, "medicine": bad, "pattern": "clock", "starts": "now"},
        )
    assert answer.status_code == 422
    assert bad not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_more_than_a_form_is_turned_away(house: House) -> None:
    with closing(house.client()) as client:
        large = client.post("/sign-in", data={"name": "x" * 200_000})
        unsaid = client.post("/sign-in", content=iter([b"name=x"]))
    assert (large.status_code, unsaid.status_code) == (413, 413)


def test_secrets_are_readable_by_their_owner_only(house: House) -> None:
    for file in (house.folder / "home").glob("console-*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_the_stream_sends_the_page_again_and_is_no_deed(house: House) -> None:
    with (
        closing(house.enter()) as client,
        client.stream("GET", "/now/live") as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = iter(answer.iter_lines())
        events = [
            next(line for line in lines if line.startswith("event:")) for _ in range(2)
        ]
    assert events == ["event: content", "event: beat"]


def test_plain_http_is_not_spoken(house: House) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{house.port}/sign-in")
