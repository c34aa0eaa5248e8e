"""The approved answers: written by a clinician, refused with reasons, given by the home."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from care.approved.shelf import OWN, read_library
from care.people import Language, Role
from tests.fakes.ada import LUCA
from tests.integration.console.conftest import House, Opens, csrf

pytestmark = pytest.mark.integration
TODAY = datetime.now(UTC).date()  # noqa: TID251 - a review is dated by the real day
BINS = {
    "in": "en",
    "questions": "where do I put the empty bottles\r\nwhich bin is for glass\r\n",
    "answer": "In the blue bin   beside the door.",
    "source": "your helper",
}


def base(page: str) -> str:
    return page.split('name="base" value="')[1].split('"', maxsplit=1)[0]


@pytest.fixture(autouse=True)
def only_the_house_answers(house: House) -> Iterator[None]:
    yield
    shutil.rmtree(house.folder / "home" / OWN, ignore_errors=True)


def test_a_new_answer_is_what_the_home_says_from_then_on(house: House) -> None:
    with closing(house.enter()) as nora:
        form = {"csrf": csrf(nora.get("/answers/edit").text)}
        kept = nora.post("/answers/keep", data=BINS | form)
        assert kept.headers["location"] == "/answers?in=en&note=kept"
        page = nora.get(kept.headers["location"]).text
    assert "In the blue bin beside the door." in page
    assert "Nora Bell" in page
    found = read_library(house.folder / "home", Language.ENGLISH)
    entry = found.find("where do the empty bottles go", TODAY)
    assert entry is not None
    assert (entry.reviewer, entry.questions[1]) == ("Nora Bell", "which bin is for glass")
    with house.office.database.reading() as unit:
        assert "answer_approved" in [one.what for one in unit.journal.last(5)]


def test_what_the_home_would_never_say_is_refused_beside_the_field(
    house: House, opens: Opens
) -> None:
    page = opens("/answers/edit?in=en")
    page.get_by_label("Ways of asking").fill("how many pills should I take\nwhat is a hypo")
    page.get_by_role("button", name="Keep").click()
    box = page.get_by_label("Ways of asking")
    assert box.get_attribute("aria-invalid") == "true"
    assert box.input_value().startswith("how many pills")
    for said in ("always goes to a person", "Too close", "Please fill this in"):
        assert page.get_by_role("alert").get_by_text(said).count() >= 1
    assert not (house.folder / "home" / OWN).exists()


def test_an_answer_is_changed_reviewed_and_retired(house: House) -> None:
    home = house.folder / "home"
    first = read_library(home, Language.FRENCH).entries[0]
    with closing(house.enter()) as nora:
        page = nora.get("/answers/edit", params={"in": "fr", "id": first.id}).text
        assert first.questions[0].split("'")[0] in page
        row = {"csrf": csrf(page), "in": "fr", "id": first.id, "base": base(page)}
        assert nora.post("/answers/renew", data=row).headers["location"].endswith("kept")
        stale = nora.post("/answers/renew", data=row | {"base": "0" * 16})
        assert stale.headers["location"] == "/answers?in=fr&note=changed"
        fresh = nora.get("/answers/edit", params={"in": "fr", "id": first.id}).text
        row["base"] = base(fresh)
        again = read_library(home, Language.FRENCH)
        renewed = next(one for one in again.entries if one.id == first.id)
        assert (renewed.reviewed, renewed.reviewer) == (TODAY, "Nora Bell")
        gone = nora.post("/answers/retire", data=row)
        assert gone.headers["location"] == "/answers?in=fr&note=retired"
        twice = nora.post("/answers/retire", data=row)
        assert twice.headers["location"] == "/answers?in=fr&note=not_found"
    ids = {one.id for one in read_library(home, Language.FRENCH).entries}
    assert first.id not in ids


def test_an_answer_that_somebody_else_changed_is_not_overwritten_unseen(
    house: House,
) -> None:
    home = house.folder / "home"
    with closing(house.enter()) as nora, closing(house.enter()) as other:
        page = nora.get("/answers/edit").text
        nora.post("/answers/keep", data=BINS | {"csrf": csrf(page)})
        (mine,) = (
            one
            for one in read_library(home, Language.ENGLISH).entries
            if one.source == BINS["source"]
        )
        asked = {"in": "en", "id": mine.id}
        pages = [one.get("/answers/edit", params=asked).text for one in (nora, other)]
        row = BINS | asked
        theirs = row | {"answer": "In the green bin.", "csrf": csrf(pages[1])}
        kept = other.post("/answers/keep", data=theirs | {"base": base(pages[1])})
        assert kept.headers["location"].endswith("kept")
        late = row | {"answer": "In the grey bin.", "csrf": csrf(pages[0])}
        refused = nora.post("/answers/keep", data=late | {"base": base(pages[0])})
        assert refused.status_code == 409
        for words in ("has changed this answer", "In the green bin.", "In the grey bin."):
            assert words in refused.text
        again = nora.post("/answers/keep", data=late | {"base": base(refused.text)})
        assert again.headers["location"].endswith("kept")
        now = nora.get("/answers/edit", params=asked).text
        end = asked | {"csrf": csrf(now), "base": base(now)}
        assert nora.post("/answers/retire", data=end).headers["location"].endswith("ed")
        gone = other.post("/answers/keep", data=theirs | {"base": base(now)})
        assert gone.status_code == 409
        assert "somebody has stopped this answer" in gone.text


def test_only_clinicians_change_what_the_home_says(house: House) -> None:
    with closing(house.enter(LUCA, Role.CAREGIVER)) as luca:
        page = luca.get("/answers")
        assert page.status_code == 200
        assert luca.get("/answers/edit").status_code == 403
        form = {"csrf": csrf(page.text)}
        assert luca.post("/answers/keep", data=BINS | form).status_code == 403
