"""The console in a real browser, against a real record and a real process."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from care.escalation import Stage
from care.people import ProviderId
from records.regimens import Status
from tests.fakes.console_home import ADA, LUCA, MORNING, low_oxygen, reading
from tests.fakes.console_home import keep_readings as keep
from tests.integration.console.conftest import PASSWORD, SECRET, House, Opens

pytestmark = pytest.mark.integration
OMAR = ProviderId("omar")


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
    low = page.locator(".alarm.low")
    low.get_by_text("Close this alarm").click()
    note = low.get_by_label("What was found and done")
    note.fill("half a sen")
    with house.office.database.unit() as unit:
        keep(unit, (reading("spo2", "%", MORNING, 91.0),), sequence=2)
    expect(page.locator("#side")).to_contain_text("91 %")
    expect(note).to_have_value("half a sen")
    expect(note).to_be_focused()


def test_a_medicine_is_added_changed_and_rolled_back(house: House, opens: Opens) -> None:
    page = opens("/patients/ada/medicines")
    page.get_by_role("link", name="Add a medicine").click()
    page.get_by_role("button", name="Show the next seven days").click()
    expect(page.get_by_role("alert")).to_contain_text("Please correct 3 of the fields")
    page.get_by_label("Medicine", exact=True).fill("Ramipril")
    page.get_by_label("Dose, as it is to be said").fill("one tablet of 5 milligrams")
    page.get_by_label("Time 1").fill("9h30")
    page.get_by_role("button", name="Show the next seven days").click()
    expect(page.locator(".days")).to_contain_text("Tuesday 24 November")
    expect(page.locator(".days > li").nth(1)).to_contain_text("09:30")
    page.get_by_label("Your password, to confirm").fill("wrong")
    page.get_by_role("button", name="Confirm the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    page.get_by_label("Your password, to confirm").fill(PASSWORD)
    page.get_by_role("button", name="Confirm the plan").click()
    card = page.locator("article", has_text="Ramipril")
    expect(card).to_contain_text("The home has not taken this change yet")
    assert house.handle() == ["confirm_regimen"]
    page.reload()
    expect(card).to_contain_text("Running")
    expect(card).to_contain_text("Next dose tomorrow 09:30")

    card.get_by_role("link", name="Change").click()
    page.get_by_label("Time 1").fill("21:00")
    page.get_by_role("button", name="Show the next seven days").click()
    expect(page.get_by_role("row", name="When")).to_contain_text("09:30")
    expect(page.locator("ins").first).to_contain_text("21:00")
    expect(page.locator("del").first).to_contain_text("09:30")
    page.get_by_role("button", name="Go back and change").click()
    expect(page.get_by_label("Time 1")).to_have_value("21:00")
    page.get_by_role("button", name="Show the next seven days").click()
    page.get_by_label("Your password, to confirm").fill(PASSWORD)
    page.get_by_role("button", name="Confirm the plan").click()
    assert house.handle() == ["confirm_regimen"]

    page.locator("article", has_text="Ramipril").get_by_role("link", name="History").click()
    page.get_by_role("button", name="Go back to this revision").click()
    expect(page.locator("del").first).to_contain_text("21:00")
    page.get_by_label("Your password, to confirm").fill(PASSWORD)
    page.get_by_role("button", name="Confirm the plan").click()
    assert house.handle() == ["confirm_regimen"]
    with house.office.database.reading() as unit:
        own = [r for r in unit.regimens.all(ADA) if r.regimen.medicine == "Ramipril"]
    assert [(r.regimen.timing["timeOfDay"], r.status) for r in own] == [
        (["09:30:00"], Status.RETIRED),
        (["21:00:00"], Status.RETIRED),
        (["09:30:00"], Status.CONFIRMED),
    ]
    assert "ramipril" not in page.url.lower()


def test_high_risk_medicine_waits_for_a_second_clinician(
    house: House, opens: Opens
) -> None:
    page = opens("/patients/ada/medicines")
    card = page.locator("article", has_text="Apixaban")
    card.get_by_role("link", name="Change").click()
    page.get_by_label("Time 2").fill("19:00")
    page.get_by_role("button", name="Show the next seven days").click()
    page.get_by_label("Your password, to confirm").fill(PASSWORD)
    page.get_by_role("button", name="Confirm the plan").click()
    expect(page.get_by_role("status")).to_contain_text("a second clinician must confirm")
    expect(card).to_contain_text("Another clinician must confirm it")
    assert house.handle() == []

    other = opens("/patients/ada/medicines", provider=OMAR)
    card = other.locator("article", has_text="Apixaban")
    card.get_by_role("link", name="Confirm as second person").click()
    expect(other.locator("ins").first).to_contain_text("19:00")
    other.get_by_label("Your password, to confirm").fill(PASSWORD)
    other.get_by_role("button", name="Confirm the plan").click()
    assert house.handle() == ["confirm_regimen"]
    with house.office.database.reading() as unit:
        ruling = unit.regimens.ruling(
            next(r.regimen.id for r in unit.regimens.all(ADA) if r.regimen.high_risk)
        )
    assert ruling is not None
    assert ruling.regimen.timing["timeOfDay"] == ["08:00:00", "19:00:00"]
    assert (ruling.regimen.author, ruling.decided_by) == ("nora", "omar")


def test_a_medicine_is_stopped(house: House, opens: Opens) -> None:
    page = opens("/patients/ada/medicines")
    card = page.locator("article", has_text="Metformin")
    card.get_by_role("link", name="History").click()
    page.locator("summary").click()
    page.get_by_role("button", name="Stop this medicine").click()
    assert house.handle() == ["stop_regimen"]
    page.reload()
    expect(page.locator("article", has_text="Metformin")).to_contain_text("Stopped")


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


def test_a_page_that_hears_nothing_says_that_it_is_not_live(opens: Opens) -> None:
    page = opens("/now")
    expect(page.locator("#state")).to_have_text("Live")
    page.context.set_offline(True)
    page.clock.install()
    page.clock.run_for(10_000)
    expect(page.locator("#state")).to_contain_text("Not live")
    page.context.set_offline(False)
