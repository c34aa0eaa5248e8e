"""Medicine plans in a real browser: written, read, signed, checked by the home."""

from contextlib import closing

import pytest
from playwright.sync_api import Error, Page, expect

from records.orders import Revision, Status
from reminders.key_ring import STATE, KeyRing
from tests.fakes.ada import ADA, BO, MORNING, OMAR
from tests.integration.console.conftest import PASSWORD, House, Opens, csrf

pytestmark = pytest.mark.integration
MEDICINES = "/patients/ada/medicines"


def sign(page: Page, house: House, *, password: str = PASSWORD, code: str = "") -> None:
    """Type what signing asks for, and sign."""
    page.get_by_label("Your password").fill(password)
    if page.get_by_label("Six-digit code").count():
        page.get_by_label("Six-digit code").fill(code or house.fresh_code())
    page.get_by_role("button", name="Sign the plan").click()


def revisions(house: House, medicine: str) -> list[Revision]:
    with house.office.database.reading() as unit:
        return [
            one
            for one in unit.orders.all(ADA)
            if any(r.medicine == medicine for r in one.order.regimens)
        ]


def look(page: Page) -> None:
    page.get_by_role("button", name="Show the next seven days").click()


def test_a_medicine_is_added_changed_and_rolled_back(house: House, opens: Opens) -> None:
    page = opens(MEDICINES, signs=True)
    page.get_by_role("link", name="Add a medicine").click()
    look(page)
    expect(page.get_by_role("alert")).to_contain_text("Please correct 3 of the fields")
    page.get_by_label("Medicine", exact=True).fill("Ramipril")
    page.get_by_label("Dose, as it is to be said").fill("one tablet of 5 milligrams")
    page.get_by_label("Time 1").fill("9h30")
    look(page)
    expect(page.locator(".days > li").nth(1)).to_contain_text(
        "09:30 one tablet of 5 milligrams"
    )
    sign(page, house, password="wrong wrong wrong")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    expect(page.locator("#password-error")).to_contain_text("password was wrong")
    sign(page, house, code="000000")
    expect(page.locator("#code-error")).to_contain_text("Wait for the next one")
    assert revisions(house, "Ramipril") == []
    sign(page, house)
    card = page.locator("article", has_text="Ramipril")
    expect(card).to_contain_text("The home has not taken this change yet")
    assert house.handle() == ["order"]
    page.reload()
    expect(card).to_contain_text("Running")
    expect(card.locator("dt", has_text="Next dose")).to_be_visible()
    expect(card.get_by_text("tomorrow 09:30", exact=True)).to_be_visible()

    card.get_by_role("link", name="Change").click()
    expect(page.get_by_label("From tomorrow on")).to_be_checked()
    page.get_by_label("Time 1").fill("21:00")
    look(page)
    expect(page.get_by_role("row", name="When")).to_contain_text("09:30")
    expect(page.locator("ins").first).to_contain_text("21:00")
    expect(page.locator("del").first).to_contain_text("09:30")
    page.get_by_role("button", name="Go back and change").click()
    expect(page.get_by_label("Time 1")).to_have_value("21:00")
    look(page)
    sign(page, house)  # a code was shown a moment ago: the password is enough
    assert house.handle() == ["order"]
    page.reload()
    expect(card).to_contain_text("Running")
    expect(card).to_contain_text("From tomorrow 00:00")
    with house.office.database.reading() as unit:
        times = [r.timing for r in unit.orders.running(ADA) if r.medicine == "Ramipril"]
    assert times == [{"timeOfDay": ["09:30:00"]}]

    card.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Go back to this revision: revision 2").click()
    sign(page, house)
    assert house.handle() == ["order"]
    found = revisions(house, "Ramipril")
    assert [(r.order.regimens[0].timing["timeOfDay"], r.status) for r in found] == [
        (["09:30:00"], Status.REPLACED),
        (["21:00:00"], Status.REPLACED),
        (["21:00:00"], Status.RUNNING),
    ]
    assert found[-1].order.restores == 2
    assert "ramipril" not in page.url.lower()


def test_high_risk_medicine_runs_only_with_a_second_signature(
    house: House, opens: Opens
) -> None:
    page = opens(MEDICINES, signs=True)
    card = page.locator("article", has_text="Apixaban")
    card.get_by_role("link", name="Change").click()
    page.get_by_label("Time 2").fill("19:00")
    page.get_by_label("High risk").uncheck()  # does not get around the second person
    look(page)
    sign(page, house)
    expect(page.get_by_role("status")).to_contain_text("a second clinician must sign")
    expect(card).to_contain_text("Another clinician must sign it")
    assert house.handle() == []

    other = opens(MEDICINES, provider=OMAR, signs=True)
    card = other.locator("article", has_text="Apixaban")
    card.get_by_role("link", name="sign as second person").click()
    expect(other.locator("ins").first).to_contain_text("19:00")
    sign(other, house)
    assert house.handle() == ["order"]
    (_, last) = revisions(house, "Apixaban")
    assert last.status is Status.ADMITTED
    assert [one.by for one in last.signed.signatures] == ["nora", "omar"]


def test_a_medicine_is_stopped_by_a_signature_too(house: House, opens: Opens) -> None:
    page = opens(MEDICINES, signs=True)
    card = page.locator("article", has_text="Metformin")
    card.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Stop this medicine").click()
    expect(page.locator("del").first).to_be_visible()
    sign(page, house)
    assert house.handle() == ["order"]
    page.reload()
    expect(page.locator("article", has_text="Metformin")).to_contain_text("Stopped")


def test_a_key_is_made_registered_and_withdrawn(house: House, opens: Opens) -> None:
    page = opens(MEDICINES + "/new")
    page.get_by_label("Medicine", exact=True).fill("Ramipril")
    page.get_by_label("Dose, as it is to be said").fill("one tablet")
    page.get_by_label("Time 1").fill("08:00")
    look(page)
    expect(page.get_by_role("button", name="Sign the plan")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="Signing key").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Six-digit code").fill(house.fresh_code())
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("status")).to_contain_text("Tell its id")
    mine = page.locator("#own + dl .code").inner_text()

    boss = opens("/signing", provider=BO)
    boss.get_by_label(mine).check()
    boss.get_by_label("Your password").fill(PASSWORD)
    boss.get_by_label("Six-digit code").fill(house.fresh_code())
    boss.get_by_role("button", name="Register a key").click()
    assert house.handle() == ["register_key"]
    page.reload()
    expect(page.locator("#own + dl")).to_contain_text("registered today")
    page.get_by_role("button", name="Withdraw the key").click()
    assert house.handle() == ["withdraw_key"]
    page.reload()
    expect(page.locator("#own + dl")).to_contain_text("withdrawn today")
    with house.office.database.reading() as unit:
        ring = unit.states.load(STATE, KeyRing)
    assert ring is not None
    found = ring.find(mine)
    assert found is not None
    assert found.registered_by == BO
    assert found.withdrawn_at is not None


def test_what_the_home_refuses_is_shown_with_its_reason(house: House, opens: Opens) -> None:
    page = opens(MEDICINES + "/new", signs=True)
    page.get_by_label("Medicine", exact=True).fill("Digoxin")
    page.get_by_label("Dose, as it is to be said").fill("one tablet")
    page.get_by_label("Time 1").fill("08:00")
    look(page)
    sign(page, house)
    with house.office.database.unit() as unit:  # the key is withdrawn before it is checked
        ring = unit.states.load(STATE, KeyRing)
        assert ring is not None
        unit.states.save(STATE, KeyRing(keys=ring.keys[:2]), MORNING)
    assert house.handle() == ["order"]
    page.reload()
    card = page.locator("article", has_text="Digoxin")
    expect(card).to_contain_text("Refused by the home")
    expect(card).to_contain_text("a key that the home does not know")


def test_a_double_click_and_two_tabs_make_one_change_each(
    house: House, opens: Opens
) -> None:
    page = opens(MEDICINES + "/new", signs=True)
    page.get_by_label("Medicine", exact=True).fill("Bisoprolol")
    page.get_by_label("Dose, as it is to be said").fill("one tablet")
    page.get_by_label("Time 1").fill("08:00")
    look(page)
    other = page.context.new_page()
    other.goto(MEDICINES)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Six-digit code").fill(house.fresh_code())
    page.get_by_role("button", name="Sign the plan").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Signed and sent")
    assert len(revisions(house, "Bisoprolol")) == 1
    assert house.handle() == ["order"]
    other.goto(MEDICINES)
    for tab, at in ((page, "09:00"), (other, "10:00")):
        card = tab.locator("article", has_text="Bisoprolol")
        tab.reload()
        card.get_by_role("link", name="Change").click()
        tab.get_by_label("Time 1").fill(at)
        look(tab)
    sign(page, house)
    sign(other, house)
    expect(other.get_by_role("status")).to_contain_text("Somebody else has changed")
    assert [r.order.revision for r in revisions(house, "Bisoprolol")] == [1, 2]
    house.handle()


def new_medicine(page: Page, name: str) -> None:
    """Fill the form of a new medicine, and look at the plan."""
    page.goto(MEDICINES + "/new")
    page.get_by_label("Medicine", exact=True).fill(name)
    page.get_by_label("Dose, as it is to be said").fill("one capsule")
    page.get_by_label("Time 1").fill("08:00")
    look(page)


def test_back_after_saving_makes_no_second_order_unseen(house: House, opens: Opens) -> None:
    page = opens(MEDICINES, signs=True)
    new_medicine(page, "Lisinopril")
    sign(page, house)
    expect(page.get_by_role("status")).to_contain_text("Signed and sent")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()  # the browser asks first, and sends nothing by itself
    tab = page.context.new_page()
    new_medicine(tab, "lisinopril")
    expect(tab.get_by_role("alert")).to_contain_text("Lisinopril is planned already")
    assert house.handle() == ["order"]
    assert len(revisions(house, "Lisinopril")) == 1


def test_a_form_of_another_page_signs_nothing(house: House) -> None:
    with closing(house.enter(signs=True)) as client:
        secret = csrf(client.get("/now").text)
        body = {
            "csrf": secret,
            "medicine": "Ramipril",
            "dose_text": "one",
            "pattern": "clock",
            "times": "08:00",
            "starts": "now",
            "window_class": "daily",
            "password": PASSWORD,
            "code": house.fresh_code(),
            "seen": "0" * 64,
        }
        answer = client.post(f"{MEDICINES}/confirm", data=body)
        assert answer.status_code == 422
        assert "not the one you looked at" in answer.text
    assert house.handle() == []
