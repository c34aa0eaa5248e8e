"""Kind to people: what WCAG 2.2 AA asks and a machine can check, on every page.

In light and dark, wide and at 320 px, English and French, and by keyboard alone.
"""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fakes.ada import LUCA
from tests.integration.console.conftest import House, Opens

pytestmark = pytest.mark.integration
CHECK = (Path(__file__).parent / "accessible.js").read_text()
AXE = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
"""Deque's axe-core, as its package carries it."""
RULES = """async () => (await axe.run(document, {runOnly: [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
]})).violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" | "))"""
INSIDE = (
    "/now",
    "/patients/ada",
    "/patients/ada/medicines",
    "/patients/ada/medicines/new",
    "/answers",
    "/answers/edit?in=fr",
    "/patients/ada/messages",
    "/patients/ada/told",
    "/patients/ada/stock",
    "/patients/ada/report",
    "/patients/ada/checkins",
    "/signing",
    "/audit",
    "/people",
    "/tablets",
    "/help",
    "/nothing",
)
LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))
"""Width in CSS px and colour scheme."""


def faults(page: Page) -> list[str]:
    """Faults of the page as it is, with everything unfolded, in every look."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    page.evaluate(AXE)
    broken: list[str] = page.evaluate(RULES)
    found = [f"{page.url}: {rule[:300]}" for rule in broken]
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
        )
        seen: list[str] = page.evaluate(CHECK)
        found += [f"{page.url}, {width} px, {scheme}: {fault}" for fault in seen]
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_can_be_read_by_everybody(opens: Opens, language: str) -> None:
    page = opens("/help", reduced_motion="reduce", signs=True)
    if language == "fr":
        page.get_by_role("button", name="Français").click()
    found = []
    for path in INSIDE:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("path", ["/sign-in", "/setup"])
def test_the_door_can_be_read_by_everybody(opens: Opens, path: str) -> None:
    page = opens(path, provider=None, locale="fr-FR")
    assert faults(page) == []
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []


def test_a_form_with_mistakes_and_the_check_of_a_plan(opens: Opens) -> None:
    page = opens("/patients/ada/medicines/new")
    page.get_by_role("main").get_by_role("button").click()
    assert page.locator("[aria-invalid=true]").count() == 2
    for pattern in ("In steps", "Some days on", "Only when needed"):
        page.get_by_label(pattern).check()
        page.get_by_role("main").get_by_role("button").click()
        assert faults(page) == []
    assert faults(page) == []
    page.goto("/patients/ada/medicines")
    card = page.locator("article", has_text="Apixaban")
    card.get_by_role("link", name="Change").click()
    page.get_by_label("Time 2").fill("19:30")
    page.get_by_role("button", name="Show the next seven days").click()
    expect(page.locator("ins").first).to_be_visible()
    assert faults(page) == []
    page.goto("/patients/ada/medicines")
    card.get_by_role("link", name="History").click()
    assert faults(page) == []


def test_everything_is_reached_by_keyboard_and_shows_where_one_is(opens: Opens) -> None:
    page = opens("/now", viewport={"width": 1000, "height": 700})
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, summary')]"
        ".filter((e) => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              const style = getComputedStyle(e), box = e.getBoundingClientRect();
              return {
                what: e.outerHTML.slice(0, 200),
                place: [...document.querySelectorAll("*")].indexOf(e),
                outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth),
                inside: box.top >= 0 && box.bottom <= innerHeight,
              };
            }"""
        )
        if at is None:
            break
        assert at["outline"] >= 2, at
        assert at["inside"], at
        reached.add(at["place"])
    assert len(reached) == wanted


def test_an_alarm_is_answered_by_keyboard_alone(house: House, opens: Opens) -> None:
    page = opens("/now", provider=LUCA)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Je m'en occupe":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("C'est noté")
    assert house.handle() == ["acknowledge"]


def test_the_page_stands_still_for_those_who_ask(opens: Opens) -> None:
    page = opens("/now", reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).length"""
    )
    assert moving == 0


def test_a_high_alarm_is_told_to_screen_readers_at_once(opens: Opens) -> None:
    page = opens("/now")
    expect(page.locator("#said-now")).to_have_attribute("role", "alert")
    expect(page.locator("#said")).to_have_attribute("role", "status")
