import re
from dataclasses import replace

import pytest

from care.alarm import Cause, Evidence, Priority, Reason
from care.observation import Kind
from care.people import Language, ProviderId
from care.wording import wording
from escalation.settings import Details, EscalationSettings
from escalation.wording import how_sure, message, values, what
from tests.fakes.calls import ADA, NAMES, THREE, alarm, contact, notice

HOME = EscalationSettings(label="home 1", console="https://192.0.2.1:8443")
ENGLISH = wording(Language.ENGLISH)
SAID = Reason(key="said_breathless")


def body(details: Details = Details.FULL, language: str = "en") -> str:
    told = replace(notice(contact("jo", language=language)), told=(ProviderId("ann"),))
    return message(told, ADA, NAMES, HOME, details).body


def test_a_carer_reads_what_how_sure_what_to_do_and_who_knows() -> None:
    lines = body().splitlines()
    assert "URGENT oxygen: Ada Lovelace, home 1, 04:00" in lines
    assert "WHAT: oxygen 86 % for 40 s" in lines
    assert "HOW SURE: one sensor; the patient was not asked" in lines
    assert any(line.startswith("DO: Call the patient now.") for line in lines)
    assert "Told before you: Ann Lee." in lines
    assert any("https://192.0.2.1:8443" in line for line in lines)


def test_it_is_short_enough_for_five_seconds() -> None:
    assert len(re.findall(r"\w+", body())) < 110


def test_a_french_carer_reads_french() -> None:
    assert "QUOI :" in body(language="fr")
    assert "Prévenus avant vous : Ann Lee." in body(language="fr")


@pytest.mark.parametrize("details", list(Details))
@pytest.mark.parametrize("priority", list(Priority))
@pytest.mark.parametrize("language", list(Language))
def test_the_lock_screen_says_neither_who_nor_what(
    details: Details, priority: Priority, language: Language
) -> None:
    told = notice(contact("jo", language=language), of=alarm(priority))
    title = message(told, ADA, NAMES, HOME, details).title.lower()
    for private in ("ada", "lovelace", "oxyg", "spo2", "86", "smith"):
        assert private not in title
    assert "home 1" in title


def test_the_first_line_of_the_body_says_nothing_either() -> None:
    first = body().splitlines()[0]
    assert "Ada" not in first
    assert "oxygen" not in first


def test_a_channel_can_be_told_to_say_less() -> None:
    assert "Ada" not in body(Details.SUMMARY)
    assert "86" not in body(Details.SUMMARY)
    assert "oxygen" in body(Details.SUMMARY)
    assert "oxygen" not in body(Details.NONE)
    assert "https://192.0.2.1:8443" in body(Details.NONE)


@pytest.mark.parametrize(
    ("keys", "measured", "says"),
    [
        (["spo2_low"], True, "one sensor"),
        (["spo2_low", "said_breathless"], True, "the patient says so too"),
        (["cry_fall"], False, "the patient says so; no measurement"),
        (["cry_fall", "cry_over_talk"], False, "while other talk ran"),
        (["said_chest_pain"], False, "no measurement"),
        (["spo2_low", "denied_breathless"], True, "says that all is well"),
        (["fall", "silent"], True, "did not answer"),
        (["silent"], False, "the patient was asked and did not answer"),
        (["spo2_low", "unclear"], True, "not understood"),
        (["dose_missed"], False, "nothing was measured"),
    ],
)
def test_how_sure_it_is_comes_from_what_stands_behind_it(
    keys: list[str],
    measured: bool,  # noqa: FBT001
    says: str,
) -> None:
    one = alarm(Priority.HIGH, *(Reason(key=key) for key in keys))
    one = one if measured else replace(one, evidence=())
    assert says in how_sure(ENGLISH, one)


def test_equipment_is_never_taken_for_the_patient() -> None:
    assert "is not known" in how_sure(ENGLISH, replace(alarm(), cause=Cause.TECHNICAL))


def test_a_missing_text_or_fact_does_not_stop_a_notice() -> None:
    unknown = alarm(Priority.HIGH, Reason(key="nobody_wrote_this"))
    assert what(ENGLISH, unknown) == "an alarm of the kind SPO2-CRIT"
    bare = alarm(Priority.HIGH, Reason(key="spo2_low"))
    assert what(ENGLISH, bare) == "an alarm of the kind SPO2-CRIT"
    assert what(ENGLISH, replace(alarm(), reasons=())) == "an alarm of the kind SPO2-CRIT"


def test_every_alarm_has_something_to_do() -> None:
    for priority in Priority:
        for cause in Cause:
            told = notice(of=replace(alarm(priority), cause=cause))
            assert "DO: " in message(told, ADA, NAMES, HOME, Details.FULL).body


def test_what_is_private_is_known_to_whoever_cleans_replies() -> None:
    private = message(notice(), ADA, NAMES, HOME, Details.FULL).private
    assert {"ada", "lovelace", "86"} <= private
    assert "low" in message(notice(), ADA, NAMES, HOME, Details.FULL).private


def test_on_a_repeat_the_others_are_named() -> None:
    again = replace(notice(), told=(ProviderId("jo"), ProviderId("ann")))
    said = message(again, ADA, NAMES, HOME, Details.FULL).body
    assert "Everybody is told again; nobody has ended this yet. Told: Ann Lee." in said


def test_the_first_knows_that_they_are_the_first() -> None:
    said = message(notice(), ADA, NAMES, HOME, Details.FULL).body
    assert "You are the first to be told." in said
    assert SAID.key not in said


def test_a_sensor_is_named_in_the_language_of_the_reader() -> None:
    facts = (("stream", "spo2"), ("lasting", "10 min"))
    silent = alarm(Priority.MEDIUM, Reason(key="stream_silent", facts=facts))
    assert "oxygen sensor" in what(ENGLISH, silent)
    assert "oxygène" in what(wording(Language.FRENCH), silent)


def test_a_code_word_of_a_device_is_no_value() -> None:
    fell = Evidence(kind=Kind("fall"), value="impact", unit="1", taken_at=THREE)
    one = replace(alarm(), evidence=(*alarm().evidence, fell))
    assert values(ENGLISH, one, ADA.zone) == "oxygen 86 % at 04:00"
