"""Tray and talk together: a prompt about three medicines, answered for some of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.answers import Lists
from assistant.desks.desk import TICK
from assistant.desks.talk import TalkDesk
from assistant.desks.tray import TrayDesk
from assistant.talk import turns
from assistant.talk.state import listener
from care.alarm import Alarm, Priority
from care.commands import Raise, Record
from care.medication import Dose, Regimen
from care.people import Language, Patient
from care.speech import Heard, Unavailable
from reminders.rules import RULES
from reminders.tray_words import Ordered
from tests.fakes.medicines import DAY, PARIS, PATIENT, local, regimen

ORDERED = (
    regimen("metformin", look="the white tablet"),
    regimen("ramipril", look="the red capsule"),
    regimen("furosemide", look="the small yellow tablet"),
)


ONE = (regimen("metformin", critical=True),)


class Bedside:
    """Two desks that hand each other what they ask for, with a voice that never fails."""

    def __init__(
        self,
        language: Language = Language.ENGLISH,
        ordered: tuple[Regimen, ...] = ORDERED,
    ) -> None:
        self.patient = Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)
        self.now = DAY
        self.tray = TrayDesk(self.patient, RULES, lambda _: False, self.now)
        self.talk = TalkDesk(listener(self.patient, Lists()))
        self.said: list[str] = []
        self.ledger: dict[str, Dose] = {}
        self.told: list[Alarm] = []
        routine = self.patient.routine
        self.happen(Ordered(regimens=ordered, zone=PARIS, routine=routine))

    def happen(self, value: object) -> None:
        agenda = [value]
        while agenda:
            one = agenda.pop(0)
            for desk in (self.tray, self.talk):
                if isinstance(one, desk.takes):
                    agenda += desk.take(one, self.now)
            agenda += self._out(one)

    def _out(self, one: object) -> Iterator[object]:
        match one:
            case turns.Speak(turn=turn, prompt=prompt):
                self.said.append(prompt.words)
                yield turns.Spoken(turn=turn)
            case Record(what=Dose() as what):
                self.ledger[what.medicine] = what
            case Raise(alarm=alarm):
                self.told.append(alarm)

    def at(self, clock: str) -> None:
        self.now = local(clock)
        self.happen(TICK)

    def hears(self, text: str) -> str:
        self.now += timedelta(seconds=5)
        heard = Heard(
            text=text, confidence=1, started_at=self.now, ended_at=self.now, engine="test"
        )
        before = len(self.said)
        meant = Unavailable(reason="test")
        self.happen(turns.HeardUtterance(heard=heard, understanding=meant))
        return " ".join(self.said[before:])

    def outcomes(self) -> dict[str, Any]:
        return {
            name: "part" if dose.part else dose.outcome.value
            for name, dose in self.ledger.items()
            if dose.outcome is not None
        }


def asked(day: datetime = DAY) -> Bedside:
    home = Bedside()
    home.at("08:00")
    assert home.said[-1].startswith("It is 8 o'clock in the morning, time for your 3")
    assert day == DAY
    return home


def test_all_but_one_is_read_back_and_only_that_one_is_asked_for_again() -> None:
    home = asked()
    assert home.hears("yes, but not the small yellow one") == (
        "I understood: you took metformin and ramipril, you did not take furosemide. "
        "Is that right?"
    )
    assert home.ledger == {}
    home.hears("yes")
    assert home.outcomes() == {"metformin": "taken", "ramipril": "taken"}
    home.at("08:06")
    assert home.said[-1] == "Rose, have you taken your furosemide?"


def test_what_was_understood_wrong_is_said_again_in_other_words() -> None:
    home = asked()
    home.hears("only the red one")
    assert "you did not take" in home.hears("no, only the white one")
    home.hears("yes that's right")
    assert home.outcomes() == {"metformin": "taken"}


def test_half_of_one() -> None:
    home = asked()
    home.hears("all of them, but half of the white one")
    home.hears("yes")
    assert home.outcomes() == {
        "metformin": "part",
        "ramipril": "taken",
        "furosemide": "taken",
    }


def test_a_reading_back_goes_on_in_the_other_language() -> None:
    home = asked()
    home.hears("only the red one")
    words = home.hears("parlez fran\u00e7ais")
    assert "vous avez pris ramipril" in words
    home.hears("oui")
    assert home.outcomes() == {"ramipril": "taken"}


def test_silence_after_the_reading_back_writes_nothing_down() -> None:
    home = asked()
    home.hears("only the red one")
    home.at("08:05")
    home.at("08:06")
    assert home.ledger == {}
    assert home.said[-1].startswith("Rose, have you taken your ")


def test_taken_is_taken_back_without_words_of_correction() -> None:
    home = asked()
    home.hears("yes")
    assert set(home.outcomes().values()) == {"taken"}
    assert home.hears("no, I did not take them") == "All right. I will ask again."
    assert "taken" not in home.outcomes().values()
    assert all(dose.corrected for dose in home.ledger.values())
    home.at("08:06")
    assert home.said[-1].startswith("Rose, have you taken your ")


def test_other_words_with_a_no_take_nothing_back() -> None:
    home = asked()
    home.hears("yes")
    home.hears("I have not done my shopping yet")
    assert set(home.outcomes().values()) == {"taken"}


def asked_about(text: str, language: Language = Language.ENGLISH) -> Bedside:
    home = Bedside(language, (replace(ONE[0], dose_text=text),))
    home.at("08:00")
    return home


def test_two_of_one_tablet_is_asked_back_and_a_yes_is_told() -> None:
    home = asked_about("one tablet")
    assert home.hears("I took two") == (
        "Your plan has metformin, one tablet. Did you take more than that?"
    )
    assert home.ledger == {}
    assert "telling your care team" in home.hears("yes")
    assert home.outcomes() == {"metformin": "taken"}
    assert home.ledger["metformin"].reason == "again"
    assert [(one.code, one.priority) for one in home.told] == [
        ("DOSE-TWICE", Priority.HIGH)
    ]


@pytest.mark.parametrize("words", ["I took two", "maybe", "two of them", "yes I did"])
def test_what_may_be_too_much_is_told(words: str) -> None:
    home = asked_about("one tablet")
    home.hears("I took both")
    home.hears(words)
    assert [one.code for one in home.told] == ["DOSE-TWICE"]


def test_silence_about_too_much_is_told_and_asks_no_more() -> None:
    home = asked_about("one tablet")
    home.hears("two")
    for minute in range(1, 5):
        home.at(f"08:0{minute}")
    assert [one.code for one in home.told] == ["DOSE-TWICE"]
    said = len(home.said)
    home.at("08:10")
    assert len(home.said) == said, "somebody who may have had two is not asked again"


@pytest.mark.parametrize("words", ["no", "no, I took one", "just one"])
def test_what_was_misheard_is_plainly_taken(words: str) -> None:
    home = asked_about("one tablet")
    home.hears("two")
    home.hears(words)
    assert home.outcomes() == {"metformin": "taken"}
    assert home.told == []


def test_not_taken_after_all_is_asked_for_as_before() -> None:
    home = asked_about("one tablet")
    home.hears("two")
    home.hears("no I have not taken it")
    assert home.ledger == {}
    home.at("08:06")
    assert home.said[-1] == "Rose, have you taken your metformin?"


@pytest.mark.parametrize(
    ("text", "words", "outcome"),
    [
        ("two tablets", "I took two", "taken"),
        ("two tablets", "I took both", "taken"),
        ("two tablets", "I only took one", "part"),
        ("one tablet", "a half", "part"),
        ("half a tablet", "half a tablet", "taken"),
        ("10 units", "yes", "taken"),
    ],
)
def test_as_planned_is_taken_and_fewer_are_a_part(
    text: str, words: str, outcome: str
) -> None:
    home = asked_about(text)
    home.hears(words)
    assert home.outcomes() == {"metformin": outcome}
    assert home.told == []


def test_a_number_in_french() -> None:
    home = asked_about("un comprim\u00e9", Language.FRENCH)
    assert "En avez-vous pris plus que cela" in home.hears("j'en ai pris deux")
    home.hears("oui")
    assert [one.code for one in home.told] == ["DOSE-TWICE"]


def test_more_than_all_of_them_and_twice_of_several() -> None:
    for words in ("I took four", "yes, two times"):
        home = asked()
        assert "more than that" in home.hears(words)
        home.hears("no")
        assert set(home.outcomes().values()) == {"taken"}
        assert home.told == []


def test_ok_is_a_promise_and_a_yes_to_a_reading_back() -> None:
    home = asked_about("one tablet")
    assert home.hears("OK, I will") == ("All right. I will ask again at 8:05.")
    assert home.ledger == {}
    other = asked()
    other.hears("only the white one")
    other.hears("OK")
    assert other.outcomes() == {"metformin": "taken"}
