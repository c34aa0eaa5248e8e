import pytest

from care.commands import Confirm
from care.people import Language
from care.wording import wording
from sensors.detector import Episode
from sensors.reasons import (
    AT_FIRST,
    LASTING,
    finding,
    number_text,
    recent_change,
    span_text,
)
from sensors.watch import Measured, step
from sensors.window import Sample
from tests.fakes.patients import ADA, at, reading, watch_of


@pytest.mark.parametrize(
    ("seconds", "text"), [(40, "40 s"), (119, "119 s"), (720, "12 min"), (10800, "3 h")]
)
def test_spans_are_written_short(seconds: float, text: str) -> None:
    assert span_text(seconds) == text


def test_numbers_have_no_needless_decimals() -> None:
    assert [number_text(n) for n in (86.0, 3.14, None, "opened")] == [
        "86",
        "3.1",
        "",
        "opened",
    ]


def test_a_finding_says_value_and_how_long_in_plain_words() -> None:
    watch = watch_of()
    for seconds in range(0, 45, 5):
        event = Measured(reading=reading("spo2", 86, seconds))
        watch, _ = step(watch, event, at(seconds))
    stream = watch.streams["spo2"]
    (rule,) = [one for one in stream.panel.rules if one.code == "SPO2-CRIT"]
    one = finding(rule, stream.episodes[rule.code], stream, ADA, at(40).timestamp())
    (reason,) = one.reasons
    facts = dict(reason.facts)
    english = wording(Language.ENGLISH).say(f"reason.{reason.key}", **facts)
    assert english == "oxygen 86 % for 40 s"
    french = wording(Language.FRENCH).say(f"reason.{reason.key}", **facts)
    assert french == "oxygène 86 % depuis 40 s"
    assert one.evidence[0].value == 86


@pytest.mark.parametrize("language", list(Language))
def test_at_the_first_reading_nothing_has_lasted_yet(language: Language) -> None:
    watch, _ = step(watch_of(), Measured(reading=reading("spo2", 86, 0)), at(0))
    stream = watch.streams["spo2"]
    (rule,) = [one for one in stream.panel.rules if one.code == "SPO2-CRIT"]
    begun = at(0).timestamp()
    episode = Episode(since=begun, last=begun, readings=1)
    (reason,) = finding(rule, episode, stream, ADA, begun).reasons
    words = wording(language)
    said = words.say(f"reason.{reason.key}", **dict(reason.facts))
    assert "0 s" not in said
    assert "86 %" in said
    texts = {key.removeprefix("reason."): text for key, text in words.texts.items()}
    assert all("{lasting}" in texts[key] for key in LASTING)
    assert all("{lasting}" not in texts[f"{key}{AT_FIRST}"] for key in LASTING)
    spanned = {key for key, text in texts.items() if "{lasting}" in text}
    assert spanned - LASTING == {"device_silent", "sensor_stuck", "stream_silent"}, (
        "what is raised at once has words without a time"
    )


def test_a_fall_names_what_was_felt_right_before() -> None:
    said = ("felt_still", "felt_blow", "alive", "felt_turn", "fall")
    watch = watch_of()
    for word, seconds in zip(said, (-70.0, 9.8, 9.85, 9.9, 10.0), strict=True):
        watch, told = step(watch, Measured(reading=reading("fall", word, seconds)), at(10))
    (asked,) = [one for one in told if isinstance(one, Confirm)]
    assert [one.key for one in asked.alarm.reasons] == ["fall", "felt_blow", "felt_turn"]


def test_what_has_changed_lately_is_told_with_its_sign() -> None:
    falling = tuple(Sample(1e6 + 300.0 * i, 150.0 - 4 * i) for i in range(12))
    assert recent_change(falling) == ("-24", "30 min")
    assert recent_change(falling[:2]) == ("-4", "5 min")
    assert recent_change(falling[:1]) == ("", "")
    assert recent_change((Sample(1e6, "fall"), Sample(1e6 + 60, "alive"))) == ("", "")
