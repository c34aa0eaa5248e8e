from datetime import UTC, datetime

from assistant.scripts.help_alarm import (
    OVER_TALK,
    alarm_of,
    code_of,
    denied_alarm,
    record_of,
)
from assistant.scripts.help_words import Person
from care.alarm import Priority
from care.checkin import CheckIn
from care.people import Language, PatientId
from care.speech import SafetyCategory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PERSON = Person(patient=PatientId("rose"), language=Language.ENGLISH)


def test_codes_are_stable() -> None:
    assert code_of(SafetyCategory.CHEST_PAIN) == "HELP-CHEST-PAIN"


def test_the_same_cry_at_the_same_instant_is_the_same_alarm() -> None:
    assert alarm_of(SafetyCategory.FALL, PERSON, NOW) == alarm_of(
        SafetyCategory.FALL, PERSON, NOW
    )


def test_why_it_was_raised_comes_before_what_was_heard() -> None:
    alarm = alarm_of(SafetyCategory.FALL, PERSON, NOW, reason="cry_no_answer")
    assert [r.key for r in alarm.reasons] == ["cry_no_answer", "cry_fall"]


def test_denials_tell_somebody_without_haste() -> None:
    assert denied_alarm(PERSON, NOW).priority is Priority.MEDIUM


def test_a_denial_is_kept_as_an_answered_question() -> None:
    kept = record_of(SafetyCategory.FALL, PERSON, 1, NOW, NOW).what
    assert isinstance(kept, CheckIn)
    assert kept.answers == (("fall", "no"),)


def test_what_was_heard_over_other_talk_is_as_urgent_and_says_so() -> None:
    alarm = alarm_of(SafetyCategory.FALL, PERSON, NOW, over_talk=True)
    assert [r.key for r in alarm.reasons] == ["cry_fall", OVER_TALK]
    assert (alarm.priority, alarm.floor) == (Priority.HIGH, True)
