"""A fused alarm as the provider reads it at three in the morning, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from care.alarm import Alarm, Priority
from care.commands import Confirm, Raise
from care.observation import Observation
from care.people import Language
from care.speech import Answer, Meaning, QuestionId
from care.wording import wording
from escalation.wording import how_sure, subject, values, what
from sensors.kinds import KINDS
from sensors.rules import LINK
from sensors.watch import Answered, Measured, Tick, Watch, step
from tests.fakes.patients import ADA, reading, watch_of


def night(moments: int) -> Iterator[Observation]:
    """Oxygen each 5 s and pulse each minute; both go wrong after fifty minutes."""
    yield reading("motion", "lounge", 600)
    for place in range(moments):
        seconds = 5.0 * place
        bad = seconds >= 3000
        yield reading("spo2", 86.0 if bad and seconds >= 3060 else 97.0, seconds)
        if place % 12 == 0:
            yield reading("pulse", 118.0 if bad else 76.0, seconds)


def fused() -> Alarm:
    """She is asked, and says yes."""
    watch: Watch = watch_of(replace(ADA))
    asked: Confirm | None = None
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for one in sorted(night(624), key=lambda one: one.received_at):
        now = one.received_at
        while watch.wake is not None and watch.wake <= now:
            watch, _ = step(watch, Tick(), watch.wake)
        watch, told = step(watch, Measured(reading=one), now)
        asked = next((c for c in told if isinstance(c, Confirm)), asked)
    assert asked is not None
    answer = Answer(
        question=QuestionId(f"alarm:{asked.alarm.id}"), meaning=Meaning.YES, at=now
    )
    _, told = step(watch, Answered(answer=answer), now + timedelta(seconds=1))
    (raised,) = [one for one in told if isinstance(one, Raise)]
    return raised.alarm


EXPECTED = {
    Language.ENGLISH: (
        "oxygen 86 % for",
        "pulse 118 a minute",
        "has not moved since 09:10",
        "said she or he is short of breath",
    ),
    Language.FRENCH: (
        "oxygène 86 %",
        "pouls 118 par minute",
        "09:10",
        "manquer de souffle",
    ),
}


@pytest.mark.parametrize("language", EXPECTED)
def test_one_line_says_all_of_it(language: Language) -> None:
    alarm, words = fused(), wording(language)
    assert alarm.priority is Priority.HIGH
    line = what(words, alarm)
    for phrase in EXPECTED[language]:
        assert phrase in line, line
    assert len(line.split()) < 45, "more than five seconds' reading"
    assert how_sure(words, alarm) == words.say("notice.sure.both")
    assert subject(words, alarm) == words.say("notice.kind.spo2")
    measured = values(words, alarm, ADA.zone)
    assert "86" in measured
    assert "118" in measured


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_in_a_message(kind: str, language: Language) -> None:
    assert wording(language).has(f"notice.measure.{kind.removesuffix(LINK)}")
