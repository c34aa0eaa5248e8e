"""The check-in desk with the talk: corrections, and what follows an alarm."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from assistant.answers import Lists
from assistant.desks.checkins import CheckInDesk
from assistant.desks.desk import TICK
from assistant.desks.talk import TalkDesk
from assistant.talk import turns
from assistant.talk.state import listener
from care.alarm import Alarm, AlarmId, Cause, Priority
from care.checkin import CheckIn
from care.commands import Clear, Raise, Record
from care.people import Language, Patient
from care.speech import Cry, Heard, SafetyCategory, Unavailable
from reminders.rota import Visit
from tests.fakes.medicines import PARIS, PATIENT, local


class Bedside:
    """Check-ins and talk, with a voice that never fails."""

    def __init__(self, survey: str, language: Language = Language.ENGLISH) -> None:
        self.patient = Patient(id=PATIENT, name="Rose", language=language, zone=PARIS)
        self.now = local("10:29")
        times = (Visit(survey=survey, at=time(10, 30)),) if survey else ()
        self.desks = (
            CheckInDesk(self.patient, times, lambda _: False, self.now),
            TalkDesk(listener(self.patient, Lists())),
        )
        self.said: list[str] = []
        self.kept: list[CheckIn] = []
        self.came: list[Any] = []

    def happen(self, value: object) -> None:
        agenda = [value]
        while agenda:
            one = agenda.pop(0)
            self.came.append(one)
            for desk in self.desks:
                if isinstance(one, desk.takes):
                    agenda += desk.take(one, self.now)
            match one:
                case turns.Speak(turn=turn, prompt=prompt):
                    self.said.append(prompt.words)
                    agenda.append(turns.Spoken(turn=turn))
                case Record(what=CheckIn() as what):
                    self.kept.append(what)

    def at(self, when: datetime) -> None:
        self.now = when
        self.happen(TICK)

    def hears(self, *texts: str) -> str:
        before = len(self.said)
        for text in texts:
            self.now += timedelta(seconds=5)
            heard = Heard(
                text=text, confidence=1, started_at=self.now, ended_at=self.now,
                engine="test",
            )  # fmt: skip
            meant = Unavailable(reason="test")
            self.happen(turns.HeardUtterance(heard=heard, understanding=meant))
        return " ".join(self.said[before:])

    def of(self, kind: type) -> list[Any]:
        return [one for one in self.came if isinstance(one, kind)]


def asked(survey: str, language: Language = Language.ENGLISH) -> Bedside:
    home = Bedside(survey, language)
    home.at(local("10:30"))
    assert len(home.said) == 1
    return home


def test_a_number_taken_back_while_the_place_is_asked() -> None:
    home = asked("pain")
    home.hears("seven")
    assert home.hears("no I said two") == "Where does it hurt?"
    home.hears("my left knee", "yes")
    (found,) = home.kept
    assert (found.score, found.place, found.corrected) == (2, "left_knee", True)


def test_a_number_taken_back_after_it_was_recorded() -> None:
    home = asked("pain")
    home.hears("nine", "my back", "yes")
    assert [one.alarm.code for one in home.of(Raise)] == ["PAIN-HIGH"]
    assert "two out of ten" in home.hears("that is wrong, I said two")
    home.hears("yes")
    before, after = home.kept
    assert (before.score, after.score, after.id) == (9, 2, before.id)
    assert (after.place, after.corrected) == ("back", True)
    assert [one.alarm for one in home.of(Clear)] == [home.of(Raise)[0].alarm.id]


def test_a_place_taken_back_after_it_was_recorded() -> None:
    home = asked("pain")
    home.hears("four", "my left knee", "yes")
    assert "right knee" in home.hears("no I meant the right knee")
    home.hears("yes")
    assert [one.place for one in home.kept] == ["left_knee", "right_knee"]


def test_a_correction_long_after_is_not_one() -> None:
    home = asked("pain")
    home.hears("four", "my left knee", "yes")
    home.now += timedelta(minutes=5)
    home.hears("no I said two")
    assert len(home.kept) == 1


def test_kilograms_taken_back() -> None:
    home = asked("weight")
    home.hears("72", "yes")
    assert "74" in home.hears("no I said 74")
    home.hears("yes")
    assert [dict(one.answers)["kilograms"] for one in home.kept] == ["72", "74"]
    assert home.kept[1].corrected


def test_after_a_fall_the_home_asks_for_pain() -> None:
    home = Bedside("")
    fall = Alarm(
        id=AlarmId("fall"), patient=PATIENT, code="FALL-LYING", cause=Cause.PHYSIOLOGICAL,
        priority=Priority.HIGH, raised_at=home.now, reasons=(),
    )  # fmt: skip
    home.happen(Raise(alarm=fall))
    home.at(home.now + timedelta(minutes=29))
    assert home.said == []
    home.at(home.now + timedelta(minutes=2))
    assert home.said == ["Rose, how strong is your pain now, from zero to ten?"]


SURVEYS: list[tuple[str, Language, tuple[str, ...], float | None, list[str]]] = [
    ("breath", Language.ENGLISH, ("a little", "no"), 1, []),
    ("breath", Language.ENGLISH, ("moderate", "yes"), 3, ["medium"]),
    ("breath", Language.FRENCH, ("moyen", "oui"), 3, ["medium"]),
    ("mood", Language.ENGLISH, ("several days", "not at all"), 1, []),
    ("mood", Language.ENGLISH, ("nearly every day", "several days"), 4, ["medium"]),
    ("mood", Language.FRENCH, ("plusieurs jours", "presque tous les jours"), 4,
     ["medium"]),
    ("sleep", Language.ENGLISH, ("badly", "three times"), 2, ["low"]),
    ("sleep", Language.FRENCH, ("bien", "deux fois"), 0, []),
    ("drinks", Language.ENGLISH, ("five glasses", "yes"), 5, []),
    ("drinks", Language.FRENCH, ("cinq", "oui"), 5, []),
    ("weight", Language.ENGLISH, ("seventy two point five", "yes"), 72.5, []),
    ("weight", Language.FRENCH, ("soixante-douze", "oui"), 72, []),
    ("day", Language.ENGLISH, ("not so good",), 3, ["low"]),
    ("day", Language.FRENCH, ("bien",), 0, []),
]  # fmt: skip


@pytest.mark.parametrize(("survey", "language", "words", "score", "told"), SURVEYS)
def test_every_survey_from_the_first_question_to_who_hears_of_it(
    survey: str,
    language: Language,
    words: tuple[str, ...],
    score: float | None,
    told: list[str],
) -> None:
    home = asked(survey, language)
    home.hears(*words)
    (found,) = home.kept
    assert (found.survey, found.score, found.outcome) == (survey, score, "answered")
    assert [one.alarm.priority for one in home.of(Raise)] == told


def test_severe_breathlessness_is_a_cry_at_once() -> None:
    home = asked("breath")
    home.hears("severe")
    cries = [one.cry for one in home.of(turns.Cried)] + home.of(Cry)
    assert {one.category for one in cries} == {SafetyCategory.BREATHING}


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.ENGLISH, "I want to end my life"), (Language.FRENCH, "je veux mourir")],
)
def test_suicidal_words_in_the_mood_survey_go_the_safety_path(
    language: Language, words: str
) -> None:
    home = asked("mood", language)
    home.hears(words)
    assert [one.cry.category for one in home.of(turns.Cried)] == [SafetyCategory.SUICIDE]
    assert len(home.said) == 1


def test_two_answers_not_understood_end_a_survey_with_what_was_said() -> None:
    home = asked("mood")
    home.hears("several days", "purple", "elephants")
    (found,) = home.kept
    assert (found.outcome, found.score) == ("no_answer", None)
    assert found.answers == (("interest", "several_days"),)


def test_pain_gets_easier_after_two_answers_not_understood() -> None:
    home = asked("pain")
    for text in ("purple", "elephants", "white noise", "green", "blue", "black"):
        home.now += timedelta(minutes=3)
        home.hears(text)
    assert home.said[2].startswith("Is your pain now none, mild")
    assert home.said[4].startswith("Does anything hurt now")
    assert [one.alarm.code for one in home.of(Raise)] == ["PAIN-OBSERVE"]
    (found,) = home.kept
    assert found.outcome == "no_answer"
