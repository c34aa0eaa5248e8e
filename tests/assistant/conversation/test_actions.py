"""Every action answers in both languages, from facts alone and with approved words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.conversation.actions import (
    ACTIONS,
    CARE_QUESTION,
    doses,
    household,
    manner,
    medicines,
    people,
    readings,
)
from assistant.conversation.actions.care import care_question
from assistant.conversation.known import DeviceState, Event, Known, Told
from assistant.conversation.reply import Manner, Note, WantsPerson
from care.medication import DoseOutcome
from care.observation import Quality
from care.people import Language
from tests.fakes.conversation import NOON, asked, dose, measured, regimen

LANGUAGES = pytest.mark.parametrize("language", list(Language))
FULL = Known(
    readings=(
        measured("glucose", 142, "mg/dL", 26 * 60),
        measured("glucose", 98, "mg/dL", 25 * 60),
        measured("glucose", 110, "mg/dL", 5),
    ),
    doses=(dose("metformin", -3, DoseOutcome.TAKEN), dose("ramipril", -2)),
    planned=(dose("metformin", 7), dose("ramipril", 7), dose("statin", 10)),
    regimens=(regimen("metformin", purpose="your sugar"), regimen("ramipril")),
    told=(Told(name="Marie", at=NOON, reached=True, acknowledged=False),),
    devices=(DeviceState(reading="oxygen", last_at=NOON - timedelta(hours=3), battery=9),),
    events=(Event(at=NOON + timedelta(hours=1), key="visit"),),
)


@LANGUAGES
@pytest.mark.parametrize("name", sorted(ACTIONS))
@pytest.mark.parametrize("known", [Known(), FULL], ids=["nothing known", "much known"])
def test_every_action_answers_in_both_languages(
    name: str, language: Language, known: Known
) -> None:
    for intent in ("ask_last_reading", "louder_slower", "symptom_report", "affirm"):
        for kind in (None, "glucose"):
            question = asked(known, language, intent=intent, kind=kind, when="yesterday")
            reply = ACTIONS[name](question)
            assert reply.words or reply.deeds
            assert "{" not in reply.words


def test_a_reading_is_said_with_unit_and_time() -> None:
    reply = readings.reading(asked(FULL, kind="glucose"))
    assert reply.words == ("Your last sugar was 110 milligrams per decilitre, at 11:55.")
    assert reply.topic == "reading"


def test_an_old_reading_is_called_old_first() -> None:
    known = Known(readings=(measured("glucose", 110, "mg/dL", 45),))
    assert readings.reading(asked(known, kind="glucose")).words.startswith("This is an old")


def test_a_doubtful_reading_is_said_to_be_doubtful() -> None:
    doubted = measured("spo2", 91, "%", 5, quality=Quality.QUESTIONABLE)
    words = readings.reading(asked(Known(readings=(doubted,)), kind="oxygen")).words
    assert words.startswith("The device was not sure")


def test_no_reading_is_not_a_number() -> None:
    absent = measured("spo2", 0, "%", 5, quality=Quality.NO_READING)
    words = readings.reading(asked(Known(readings=(absent,)), kind="oxygen")).words
    assert words == "I have no reading of your oxygen."


def test_yesterday_is_a_range() -> None:
    words = readings.reading(asked(FULL, kind="glucose", when="yesterday")).words
    assert "between 98 milligrams per decilitre and 142" in words


def test_one_value_of_a_day_is_said_with_its_time() -> None:
    known = Known(readings=FULL.readings[:1])
    words = readings.reading(asked(known, kind="glucose", when="yesterday")).words
    assert "one reading" in words
    assert "yesterday" in words


def test_blood_pressure_has_two_numbers() -> None:
    pair = (measured("systolic", 132, "mm[Hg]", 5), measured("diastolic", 81, "mm[Hg]", 5))
    words = readings.reading(asked(Known(readings=pair), kind="pressure")).words
    assert "132 over 81" in words


def test_without_a_kind_the_home_asks_which() -> None:
    assert readings.reading(asked()).words == readings.which(asked()).words


def test_doses_due_together_are_named_together() -> None:
    words = doses.next_dose(asked(FULL)).words
    assert (
        words == "Your next ones are metformin and ramipril, at 7 o'clock in the evening."
    )


def test_a_medicine_that_is_named_has_its_own_next_dose() -> None:
    assert "statin" in doses.next_dose(asked(FULL, medicine="statin")).words
    assert "no aspirin" in doses.next_dose(asked(FULL, medicine="aspirin")).words


def test_more_than_three_medicines_are_counted() -> None:
    many = tuple(dose(name, 7) for name in ("a", "b", "c", "d"))
    assert "4 medicines" in doses.next_dose(asked(Known(planned=many))).words


def test_what_nobody_confirmed_is_never_called_taken() -> None:
    words = doses.taken(asked(FULL)).words
    assert "metformin, taken at 9 o'clock in the morning" in words
    assert "no word yet that ramipril was taken" in words
    assert "do not take it again" in words


def test_a_dose_of_another_day_is_found_by_its_name() -> None:
    known = Known(doses=(dose("insulin", -30, DoseOutcome.TAKEN),))
    assert "insulin, taken at" in doses.taken(asked(known, medicine="insulin")).words
    assert doses.taken(asked(known)).words == "I have nothing written down about that."


def test_the_purpose_is_the_stored_one() -> None:
    reply = medicines.purpose(asked(FULL, medicine="metformin"))
    assert "metformin is for your sugar" in reply.words
    assert reply.deeds == ()


def test_an_unknown_purpose_is_a_question_for_the_nurse() -> None:
    reply = medicines.purpose(asked(FULL, medicine="ramipril", words="what is it for"))
    assert reply.deeds == (Note(kind="question", words="what is it for"),)


def test_who_was_told_is_the_plain_truth() -> None:
    words = people.who_was_told(asked(FULL)).words
    assert "Nobody has answered yet" in words
    taken = replace(
        FULL, told=(Told(name="Ann", at=NOON, reached=True, acknowledged=True),)
    )
    assert people.who_was_told(asked(taken)).words.startswith("Ann has answered")
    lost = replace(
        FULL, told=(Told(name="Ann", at=NOON, reached=False, acknowledged=False),)
    )
    assert "could not reach anyone" in people.who_was_told(asked(lost)).words


def test_a_call_never_promises_that_somebody_comes() -> None:
    reply = people.call(asked(contact="daughter"))
    assert reply.deeds == (WantsPerson(person="daughter"),)
    assert "letting your people know" in reply.words


@pytest.mark.parametrize(
    ("intent", "kind"), [("symptom_report", "symptom"), ("dose_taken", "report")]
)
def test_what_is_told_unasked_goes_to_the_nurse(intent: str, kind: str) -> None:
    reply = people.report(asked(intent=intent, words="I feel dizzy"))
    assert reply.deeds == (Note(kind=kind, words="I feel dizzy"),)


def test_a_quiet_device_is_named_with_its_last_word() -> None:
    reply = household.devices(asked(FULL))
    assert "last oxygen reading came at 9 o'clock in the morning" in reply.words
    assert "9 percent" in reply.words
    awake = Known(devices=(DeviceState(reading="oxygen", last_at=NOON),))
    assert household.devices(asked(awake)).words.startswith("All devices")


def test_the_time_is_the_patients() -> None:
    assert household.time(asked()).words == "It is 12 noon, Sunday, November 22, 2026."
    words = household.time(asked(language=Language.FRENCH)).words
    assert words == "Il est midi, nous sommes dimanche 22 novembre 2026."


def test_what_comes_next_is_in_order() -> None:
    words = household.next_event(asked(FULL)).words
    assert words.index("a visit") < words.index("metformin")


@pytest.mark.parametrize(
    ("intent", "change", "wish"),
    [
        ("louder_slower", "slower", Manner.SLOWER),
        ("louder_slower", None, Manner.LOUDER),
        ("repeat", None, Manner.REPEAT),
        ("stop", None, Manner.STOP),
        ("change_language", None, Manner.FRENCH),
        ("change_language", "english", Manner.ENGLISH),
    ],
)
def test_wishes_about_the_talk(intent: str, change: str | None, wish: Manner) -> None:
    assert manner.control(asked(intent=intent, change=change)).deeds == (wish,)


def test_a_follow_up_keeps_its_topic() -> None:
    reply = manner.follow_up(asked(FULL, topic="reading", kind="glucose", when="yesterday"))
    assert "between 98" in reply.words
    assert manner.follow_up(asked(FULL, kind="glucose")).topic == "reading"
    assert "what you would like to know" in manner.follow_up(asked(FULL)).words


def test_without_an_approved_answer_a_person_gets_the_question() -> None:
    reply = care_question(asked(words="should I worry"), lambda _: None)
    assert reply.deeds == (Note(kind="question", words="should I worry"),)
    assert "pass that on to your nurse" in reply.words
    assert CARE_QUESTION not in ACTIONS
