"""Every text that a page asks for is there, in both languages; none is left over."""

import re
import string
from collections.abc import Mapping, Sequence
from importlib.resources import files

import pytest

from care.alarm import Cause, Priority
from care.checkin import CheckInOutcome
from care.escalation import DeliveryStatus, Outcome, Stage
from care.medication import Corroboration, DoseOutcome, Sign, WindowClass, Witness
from care.people import Language, Role
from care.wording import wording
from console.checkin_form import BANDS
from console.pages.now import DEEDS
from console.pattern import DAYS, EVENTS, Pattern
from console.views.medicine import Stand
from records.orders import Status
from reminders.report import SCALES
from reminders.survey_table import surveys
from sensors.kinds import KINDS

SOURCES = [
    file.read_text(encoding="utf-8")
    for folder in ("", "templates", "pages", "views")
    for file in (files("console") / folder).iterdir()
    if file.name.endswith((".py", ".html"))
]
TEXTS = {
    language: {
        key.removeprefix("console."): text
        for key, text in wording(language).texts.items()
        if key.startswith("console.")
    }
    for language in Language
}
CODES = (
    *("unsigned", "second_person", "revision", "effective", "timing", "gap", "shown"),
    *("patient", "altered", "unknown_key", "revoked_key", "forged"),
)
BUILT: Mapping[str, Sequence[str]] = {
    "role.": [one.value for one in Role],
    "alarm.priority_": [one.value for one in Priority],
    "alarm.cause_": [one.value for one in Cause],
    "alarm.outcome_": [one.value for one in Outcome],
    "alarm.stage_": [one.value for one in Stage if one is not Stage.RESOLVED],
    "alarm.pending_": list(DEEDS),
    "alarm.sent_": list(DEEDS),
    "told.": [*(one.value for one in DeliveryStatus), "waiting"],
    "dose.": [*(one.value for one in DoseOutcome), "open"],
    "corroboration.": [one.value for one in Corroboration],
    "checkin.": [o.value for o in CheckInOutcome if o is not CheckInOutcome.ANSWERED],
    "medicine.status_": [one.value for one in Stand],
    "objection.": CODES,
    "sign.": [one.value for one in Sign],
    "witness.": [one.value for one in Witness],
    "told_page.scale_": ["painad"],
    "told_page.hint_": ["painad"],
    "checkins.band_": BANDS,
    "report.scale_": SCALES,
    "survey.": ["pain", *surveys()],
    "history.": [one.value for one in Status],
    "form.starts_": ["now", "tomorrow", "later"],
    "form.pattern_": [one.value for one in Pattern],
    "form.window_": [one.value for one in WindowClass],
    "answers.mistake_": ["needed", "long", "person", "near", "text"],
    "kind.": list(KINDS),
    "stream.": list(KINDS),
    "event.": EVENTS,
    "day.": [str(i) for i in range(len(DAYS))],
    "month.": [str(i) for i in range(1, 13)],
}
"""Keys put together from an enumeration: every member has its text."""
OPEN = ("kind.", "unit.", "word.", "stream.", "channel.", "deed.", "place.", "objection.")
"""Keys with a way out where there is no text; which ones exist is up to the tables."""


@pytest.mark.parametrize("language", Language)
def test_every_member_of_an_enumeration_has_its_text(language: Language) -> None:
    wanted = {f"{start}{end}" for start, ends in BUILT.items() for end in ends}
    assert wanted - TEXTS[language].keys() == set()


@pytest.mark.parametrize("language", Language)
def test_every_text_that_a_page_names_is_there(language: Language) -> None:
    named = {
        key
        for text in SOURCES
        for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", text)
    }
    assert len(named) > 150
    assert named - TEXTS[language].keys() == set()


def test_no_text_is_left_over() -> None:
    everything = "\n".join(SOURCES)
    whole = set(re.findall(r"""(?<=["'])[\w.]+(?=["'])""", everything))
    begun = whole | set(re.findall(r"""(?<=["'])[\w.]+(?=\{)""", everything))

    def asked(key: str) -> bool:
        by_start = any(key[: m.end()] in begun for m in re.finditer(r"[._]", key))
        by_end = key.startswith("mistake.") and key.rpartition(".")[2] in whole
        return key in whole or key.startswith(OPEN) or by_start or by_end

    assert [key for key in TEXTS[Language.ENGLISH] if not asked(key)] == []


def test_both_languages_have_the_same_texts_with_the_same_facts() -> None:
    def facts(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english, french = TEXTS[Language.ENGLISH], TEXTS[Language.FRENCH]
    assert english.keys() == french.keys()
    assert [k for k in english if facts(english[k]) != facts(french[k])] == []
