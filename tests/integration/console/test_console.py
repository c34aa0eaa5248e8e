"""The console in a real browser, against a real record and a real process."""

import signal

import pyotp
import pytest
from playwright.sync_api import Page, expect

from care.escalation import Stage
from tests.fakes.ada import LUCA, MORNING
from tests.fakes.ada_alarms import low_oxygen
from tests.fakes.ada_readings import keep_readings as keep
from tests.fakes.ada_readings import reading
from tests.integration.console.conftest import PASSWORD, SECRET, House, Opens

pytestmark = pytest.mark.integration


def fill_sign_in(page: Page, name: str, code: str) -> None:
    page.get_by_label("Your sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Six-digit code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_signing_in_needs_name_password_and_code(house: House, opens: Opens) -> None:
    page = opens("/", provider=None)
    expect(page).to_have_url(f"{house.url}/sign-in")
    expect(page.get_by_text("Ada")).to_have_count(0)
    fill_sign_in(page, house.account(), "000000")
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    fill_sign_in(page, house.account(), pyotp.TOTP(SECRET).now())
    expect(page).to_have_url(f"{house.url}/now")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")
    page.goto("/now")
    expect(page).to_have_url(f"{house.url}/sign-in")


def test_an_alarm_is_seen_taken_and_closed(house: House, opens: Opens) -> None:
    page = opens("/now")
    card = page.locator(".alarm.high")
    expect(card).to_contain_text("Oxygen 86 %")
    expect(card).to_contain_text("Luca Marin, e-mail")
    expect(card).to_contain_text("If nobody answers, the next people are told at 09:48")
    card.get_by_role("button", name="I am taking care of it").click()
    expect(page.locator(".alarm.high")).to_contain_text("on its way to the home")
    assert house.handle() == ["acknowledge"]
    expect(page.locator(".alarm.high")).to_contain_text("Nora Bell is looking after it")
    card = page.locator(".alarm.high")
    card.get_by_text("Close this alarm").click()
    card.get_by_label("Real, and the person was helped").check()
    card.get_by_label("What was found and done").fill("Sat up, 95 % again.")
    card.get_by_role("button", name="Close the alarm").click()
    assert house.handle() == ["resolve"]
    expect(page.locator(".alarm.high")).to_have_count(0)
    expect(page.locator("#closed")).to_contain_text("Sat up, 95 % again.")
    with house.office.database.reading() as unit:
        ended = unit.escalations.get(low_oxygen(MORNING).id)
        assert ended is not None
        assert ended.resolution is not None
        assert (ended.stage, ended.resolution.by) == (Stage.RESOLVED, "nora")
        deeds = [entry.what for entry in unit.journal.last(20)]
    assert {"alarm_acknowledged", "alarm_resolved", "sign_in"} <= set(deeds)


def test_the_page_renews_itself_and_keeps_what_is_being_written(
    house: House, opens: Opens
) -> None:
    page = opens("/now")
    low = page.locator(".alarm.low", has_text="Equipment")
    low.get_by_text("Close this alarm").click()
    note = low.get_by_label("What was found and done")
    note.fill("half a sen")
    with house.office.database.unit() as unit:
        keep(unit, (reading("spo2", "%", MORNING, 91.0),), sequence=2)
    expect(page.locator("#side")).to_contain_text("91 %")
    expect(note).to_have_value("half a sen")
    expect(note).to_be_focused()


def test_everything_can_be_read_in_french(opens: Opens) -> None:
    page = opens("/now", provider=LUCA)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maintenant")
    page.goto("/patients/ada")
    expect(page.get_by_text("Saturation en oxygène").first).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The last 24 hours of Ada")


def test_the_last_day_shows_its_gaps_in_picture_words_and_table(opens: Opens) -> None:
    page = opens("/patients/ada")
    oxygen = page.locator("article", has_text="Oxygen saturation")
    expect(oxygen.locator("path.trace")).to_have_count(2)
    expect(oxygen.locator("line.gap")).to_have_count(1)
    expect(oxygen).to_contain_text("1 gap without values")
    oxygen.get_by_text("The same as a table").click()
    expect(oxygen.get_by_role("cell", name="nothing measured").first).to_be_visible()


def test_a_page_that_hears_nothing_says_that_it_is_not_live(
    house: House, opens: Opens
) -> None:
    page = opens("/now")
    state = page.locator("#state")
    expect(state).to_have_text("Live")
    house.process.send_signal(signal.SIGSTOP)  # the console hangs
    try:
        expect(state).to_contain_text("Not live")
    finally:
        house.process.send_signal(signal.SIGCONT)
    expect(state).to_have_text("Live")
