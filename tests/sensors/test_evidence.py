import pytest

from care.alarm import Priority, Reason
from care.commands import Confirm, Raise
from care.people import Language
from care.wording import wording
from sensors.evidence import REPORTS
from sensors.held import Reported
from sensors.watch import Event, Measured, Told, Watch
from tests.fakes.patients import at, reading, watch_of
from tests.sensors.test_watch import low_oxygen, play


def said(code: str, seconds: float, **facts: str) -> Told:
    reason = Reason(key=f"said_{code}", facts=tuple(facts.items()))
    return Told(report=Reported(code=code, at=at(seconds), reason=reason))


def pressure(value: float, seconds: float) -> Measured:
    return Measured(reading=reading("systolic", value, seconds, unit="mm[Hg]"))


def raised(watch: Watch, *events: tuple[Event, float]) -> list[Raise | Confirm]:
    _, commands = play(watch, [(event, at(seconds)) for event, seconds in events])
    return [one for one in commands if isinstance(one, Raise | Confirm)]


def test_chest_pain_alone_is_an_alarm() -> None:
    (one,) = raised(watch_of(), (said("chest_pain", 0), 0))
    assert isinstance(one, Raise)
    assert one.alarm.priority is Priority.HIGH


def test_dizziness_alone_is_only_remembered() -> None:
    assert raised(watch_of(), (said("dizzy", 0), 0)) == []


def test_very_high_pressure_with_a_symptom_said_before_does_not_wait_for_an_answer() -> (
    None
):
    first, second = raised(watch_of(), (said("breathless", 0), 0), (pressure(190, 60), 60))
    assert first.alarm.priority is Priority.MEDIUM
    assert isinstance(second, Raise)
    assert second.alarm.priority is Priority.HIGH
    assert [r.key for r in second.alarm.reasons][-1] == "said_breathless"


def test_a_symptom_said_afterwards_lifts_the_open_alarm() -> None:
    watch, _ = play(watch_of(), low_oxygen(91, 0, 400))
    (one,) = raised(watch, (said("breathless", 400), 400))
    assert one.alarm.priority is Priority.HIGH
    assert one.alarm.reasons[-1].key == "said_breathless"


def test_what_was_said_is_a_reason_of_later_alarms_for_two_hours() -> None:
    press = Measured(reading=reading("panic", "pressed", 3600))
    (one,) = raised(watch_of(), (said("dizzy", 0), 0), (press, 3600))
    assert "said_dizzy" in {r.key for r in one.alarm.reasons}
    late = Measured(reading=reading("panic", "pressed", 8000))
    (one,) = raised(watch_of(), (said("dizzy", 0), 0), (late, 8000))
    assert "said_dizzy" not in {r.key for r in one.alarm.reasons}


def test_a_missed_dose_is_a_reason_and_no_alarm_of_its_own() -> None:
    assert raised(watch_of(), (said("missed_dose", 0), 0)) == []


def test_an_unknown_report_is_kept_and_does_nothing() -> None:
    assert raised(watch_of(), (said("hungry", 0), 0)) == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", REPORTS)
def test_every_report_has_words(code: str, language: Language) -> None:
    assert wording(language).has(f"reason.said_{code}")
