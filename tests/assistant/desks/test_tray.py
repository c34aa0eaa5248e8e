"""Tray and talk together: a prompt about three medicines, answered for some of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from assistant.answers import Lists
from assistant.desks.desk import TICK
from assistant.desks.talk import TalkDesk
from assistant.desks.tray import TrayDesk
from assistant.talk import turns
from assistant.talk.state import listener
from care.commands import Record
from care.medication import Dose
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


class Bedside:
    """Two desks that hand each other what they ask for, with a voice that never fails."""

    def __init__(self, language: Language = Language.ENGLISH) -> None:
        self.patient = Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)
        self.now = DAY
        self.tray = TrayDesk(self.patient, RULES, lambda _: False, self.now)
        self.talk = TalkDesk(listener(self.patient, Lists()))
        self.said: list[str] = []
        self.ledger: dict[str, Dose] = {}
        routine = self.patient.routine
        self.happen(Ordered(regimens=ORDERED, zone=PARIS, routine=routine))

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
