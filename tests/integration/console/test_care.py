"""Doses told, scales, stock, check-ins and the report, in a browser and by the home."""

import csv
import io
import json
from contextlib import closing

import pytest
from playwright.sync_api import expect

from care.medication import Corroboration, Dose, DoseOutcome
from care.people import Role
from console.visit import COOKIE
from records.tasks import Task
from reminders.checkin_plan import Planned, state_of
from reminders.stock import Supplies
from reminders.stock import state_of as stock_of
from tests.fakes.ada import ADA, LUCA, MORNING, NORA
from tests.integration.console.conftest import House, Opens, csrf

pytestmark = pytest.mark.integration


def dose_of(house: House, start: str) -> Dose:
    with house.office.database.reading() as unit:
        found = unit.doses.between(ADA, MORNING.replace(hour=0), MORNING.replace(hour=23))
    return next(one for one in found if one.id.startswith(start))


def test_a_caregiver_tells_of_a_dose_and_stands_beside_it(
    house: House, opens: Opens
) -> None:
    page = opens("/patients/ada/told", provider=LUCA, locale="en-GB")
    page.get_by_role("button", name="English").click()
    card = page.locator("article", has_text="Apixaban").first
    card.locator("summary").click()
    card.get_by_role("button", name="Tell it").click()
    expect(page.get_by_role("alert")).to_contain_text("Please correct one field")
    card = page.locator("article", has_text="Apixaban").first
    card.get_by_label("taken", exact=True).check()
    card.get_by_label("When was it taken?").fill("25:00")
    card.get_by_role("button", name="Tell it").click()
    expect(card).to_contain_text("Please write times as 08:00")
    card.get_by_label("taken", exact=True).check()
    card.get_by_label("When was it taken?").fill("8h10")
    card.get_by_role("button", name="Tell it").click()
    expect(card).to_contain_text("has not taken your word yet")
    assert house.handle() == ["tell_dose"]
    page.reload()
    expect(card).to_contain_text("taken")
    told = dose_of(house, "apixaban-1/")
    assert told.outcome is DoseOutcome.TAKEN
    with house.office.database.reading() as unit:
        evidence = {one.source: dict(one.facts) for one in unit.doses.evidence(told.id)}
    assert evidence["person"]["by"] == LUCA


def test_what_was_left_for_the_nurse_waits_until_somebody_has_seen_to_it(
    house: House, opens: Opens
) -> None:
    words = 'tell the nurse <b>my knee</b> is "bad"'
    left = Task(
        id="talk-1",
        patient=ADA,
        kind="message",
        body={"words": words},
        created_at=MORNING,
    )
    with house.office.database.unit() as unit:
        unit.tasks.add(left)
    page = opens("/now")
    page.get_by_role("link", name="1 message waits").click()
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="I have seen to it").click()
    expect(page.get_by_text("No message waits.")).to_be_visible()
    with house.office.database.reading() as unit:
        assert unit.tasks.open(ADA) == ()
        assert "message_done" in {entry.what for entry in unit.journal.last(9)}


def test_an_observers_scale_is_kept_whole_and_told(house: House, opens: Opens) -> None:
    page = opens("/patients/ada/told", provider=LUCA, locale="en-GB")
    page.get_by_role("button", name="English").click()
    page.get_by_label("grimacing").check()
    page.get_by_role("button", name="Enter what you saw").click()
    expect(page.get_by_role("alert")).to_contain_text("4 of the fields")
    expect(page.get_by_label("grimacing")).to_be_checked()
    for answer in ("noisy and laboured", "calls out", "rigid", "cannot be calmed"):
        page.get_by_label(answer).check()
    page.get_by_role("button", name="Enter what you saw").click()
    assert house.handle() == ["enter_scale"]
    with house.office.database.reading() as unit:
        (kept,) = unit.check_ins.between(ADA, "painad", MORNING, house.office.now())
        open_now = [one.alarm.code for one in unit.escalations.open()]
    assert (kept.score, kept.by) == (10, LUCA)
    assert "SURVEY" in open_now
    page.goto("/patients/ada/report")
    expect(page.get_by_text("as seen (PAINAD)")).to_have_count(1)


def test_stock_is_counted_added_to_and_counts_down(house: House, opens: Opens) -> None:
    page = opens("/patients/ada/stock")
    card = page.locator("article", has_text="Metformin")
    card.locator("summary").click()
    card.get_by_label("Tablets (or other units)").fill("some")
    card.get_by_role("button", name="Keep it").click()
    expect(card).to_contain_text("Please give a number")
    card.get_by_label("Tablets (or other units)").fill("10")
    card.get_by_label("Use by").fill("2027-01-31")
    card.get_by_role("button", name="Keep it").click()
    expect(card).to_contain_text("has not taken the count yet")
    assert house.handle() == ["count_stock"]
    page.reload()
    expect(card).to_contain_text("2027-01-31")
    expect(card.locator("dd").first).to_have_text("10")
    card.locator("summary").click()
    card.get_by_label("A new box").check()
    card.get_by_label("Tablets (or other units)").fill("28")
    card.get_by_role("button", name="Keep it").click()
    assert house.handle() == ["count_stock"]
    with house.office.database.reading() as unit:
        supplies = unit.states.load(stock_of(ADA), Supplies)
    assert supplies is not None
    assert [(s.medicine, s.units, s.by) for s in supplies.stocks] == [
        ("metformin-1", 38, NORA)
    ]


def test_a_form_that_is_sent_twice_counts_a_box_once(house: House) -> None:
    with closing(house.enter()) as client:
        text = client.get("/patients/ada/stock").text
        part = text[text.index("Apixaban") :]
        mark = part.split('name="mark" value="')[1].split('"', maxsplit=1)[0]
        body = {
            "csrf": csrf(text),
            "mark": mark,
            "base": "",
            "how": "added",
            "units": "5",
            "notice_days": "7",
        }
        first = client.post("/patients/ada/stock", data=body)
        house.handle()
        again = client.post("/patients/ada/stock", data=body)
    notes = [answer.headers["location"].rsplit("=", 1)[1] for answer in (first, again)]
    assert notes == ["sent", "changed"]


def test_check_ins_are_planned_by_a_clinician(house: House, opens: Opens) -> None:
    page = opens("/patients/ada/checkins")
    expect(page.get_by_label("Time 1")).to_have_value("10:00")
    page.get_by_label("Time 1").fill("soon")
    page.get_by_label("Provider told from this score on").fill("6")
    mood = page.get_by_role("group", name="Mood (PHQ-2)", exact=True)
    mood.get_by_label("At (empty").fill("11:15")
    mood.get_by_label("Monday").check()
    mood.get_by_label("Provider told from").fill("4")
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.locator("#pain-0-error")).to_contain_text("08:00")
    page.get_by_label("Time 1").fill("09:30")
    page.get_by_role("button", name="Keep this plan").click()
    assert house.handle() == ["plan_checkins"]
    page.reload()
    expect(page.get_by_text("Set by Nora Bell")).to_be_visible()
    with house.office.database.reading() as unit:
        planned = unit.states.load(state_of(ADA), Planned)
    assert planned is not None
    assert planned.plan is not None
    assert planned.plan.pain.provider_from == 6
    (visit,) = (one for one in planned.plan.visits if one.survey == "mood")
    assert (f"{visit.at:%H:%M}", visit.weekdays) == ("11:15", frozenset({0}))


def test_a_plan_that_somebody_else_changed_is_not_overwritten_unseen(
    house: House, opens: Opens
) -> None:
    first, second = opens("/patients/ada/checkins"), opens("/patients/ada/checkins")
    first.get_by_label("Time 2").fill("16:00")
    first.get_by_role("button", name="Keep this plan").click()
    expect(first.get_by_label("Time 2")).to_have_value("16:00")  # though not handled yet
    second.get_by_label("Time 3").fill("21:00")
    second.get_by_role("button", name="Keep this plan").click()
    expect(second.get_by_role("alert")).to_contain_text("has changed this plan since")
    expect(second.get_by_text("The plan says now: 16:00")).to_be_visible()
    expect(second.get_by_label("Time 3")).to_have_value("21:00")
    assert house.handle() == ["plan_checkins"]
    second.get_by_label("Time 2").fill("16:00")
    second.get_by_role("button", name="Keep this plan").click()
    expect(second.get_by_role("status")).to_contain_text("Sent")
    assert house.handle() == ["plan_checkins"]
    with house.office.database.reading() as unit:
        planned = unit.states.load(state_of(ADA), Planned)
    assert planned is not None
    assert planned.plan is not None
    pain = {f"{v.at:%H:%M}" for v in planned.plan.visits if v.survey == "pain"}
    assert {"16:00", "21:00"} < pain


def test_two_counts_on_their_way_at_once_do_not_overwrite_each_other(house: House) -> None:
    with closing(house.enter()) as client:
        text = client.get("/patients/ada/stock").text
        part = text[text.index("Metformin") :]
        field = {
            name: part.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]
            for name in ("mark", "base")
        }
        body = {"csrf": csrf(text), "how": "added", "units": "5", "notice_days": "7"}
        answers = [client.post("/patients/ada/stock", data=body | field) for _ in range(2)]
    notes = [answer.headers["location"].rsplit("=", 1)[1] for answer in answers]
    assert notes == ["sent", "changed"]
    assert house.handle() == ["count_stock"]


def test_the_report_shows_what_does_not_agree_and_comes_as_files(
    house: House, opens: Opens
) -> None:
    doubt = dose_of(house, "metformin-1/")
    with house.office.database.unit() as unit:
        unit.doses.keep(
            Dose(
                **{name: getattr(doubt, name) for name in Dose.__dataclass_fields__}
                | {"corroboration": Corroboration.CONTRADICTED}
            ),
            MORNING,
        )
    page = opens("/patients/ada/report?days=7")
    expect(page.locator("#doubt + p")).to_contain_text("Both accounts")
    expect(page.locator("svg.heat .cell.contradicted").first).to_be_visible()
    expect(page.get_by_role("row", name="Metformin").first).to_contain_text("%")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Everything").click()
    assert taken.value.suggested_filename == "report.json"
    with closing(house.enter(LUCA, Role.CAREGIVER)) as client:
        found = json.loads(client.get("/patients/ada/report/report.json?days=7").text)
        table = client.get("/patients/ada/report/medicines.csv?days=7")
        odd = client.get("/patients/ada/report/other.csv")
    told = {one["medicine"]: one["contradicted"] for one in found["medicines"]}
    assert told["Metformin"] == 1
    assert table.headers["content-disposition"] == 'attachment; filename="medicines.csv"'
    (row,) = (
        r for r in csv.DictReader(io.StringIO(table.text)) if r["medicine"] == "Metformin"
    )
    assert row["contradicted"] == "1"
    assert odd.status_code == 404


def test_a_caregiver_reads_and_tells_but_plans_nothing(house: House) -> None:
    with closing(house.enter(LUCA, Role.CAREGIVER)) as client:
        for page in ("told", "stock", "report", "checkins", "medicines"):
            assert client.get(f"/patients/ada/{page}").status_code == 200
        secret = csrf(client.get("/now").text)
        answer = client.post("/patients/ada/checkins", data={"csrf": secret})
    assert answer.status_code == 403


def test_an_ended_session_keeps_nothing(house: House) -> None:
    with closing(house.enter()) as client:
        secret = csrf(client.get("/now").text)
        client.cookies.set(COOKIE, "ended")
        answer = client.post("/patients/ada/stock", data={"csrf": secret, "units": "5"})
        told = client.get(answer.headers["location"]).text
        looked = client.get("/patients/ada/stock")
    assert answer.headers["location"] == "/sign-in?note=unsaved"
    assert "Not saved" in told
    assert looked.headers["location"] == "/sign-in?note=ended"
    assert house.handle() == []
