"""When the home asks how somebody is."""

from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from care.alarm import Alarm, AlarmId, Cause, Priority
from care.codec import decode, encode
from care.people import Routine
from reminders.rota import (
    Begin,
    Called,
    Rota,
    Tick,
    Unanswered,
    Visit,
    after_alarm,
    asleep,
    next_due,
    step,
)
from tests.fakes.medicines import PARIS, PATIENT, local

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
VISITS = (
    Visit(survey="pain", at=time(10)),
    Visit(survey="mood", at=time(11), weekdays=frozenset({0})),
    Visit(survey="night", at=time(3)),
)


def rota() -> Rota:
    return Rota(
        patient=PATIENT,
        zone=PARIS,
        routine=Routine(),
        visits=VISITS,
        planned_to=local("00:00"),
    )


def run(state: Rota, start: datetime, end: datetime) -> tuple[Rota, list[tuple[str, str]]]:
    begun = []
    while start < end:
        state, commands = step(state, Tick(), start)
        clock = f"{start.astimezone(PARIS):%a %H:%M}"
        begun += [(one.occasion.survey, clock) for one in commands]
        start += 5 * MINUTE
    return state, begun


def test_by_the_clock_on_its_days_and_never_asleep() -> None:
    _, begun = run(rota(), local("00:00"), local("00:00") + 48 * HOUR)
    assert begun == [("pain", "Mon 10:00"), ("mood", "Mon 11:00"), ("pain", "Tue 10:00")]


def test_an_hour_late_it_is_dropped_not_piled_up() -> None:
    _, begun = run(rota(), local("13:00"), local("20:00"))
    assert begun == []


def test_held_back_it_begins_within_its_hour() -> None:
    state = rota()
    for minute in range(0, 30, 5):
        state, commands = step(state, Tick(held=True), local("10:00") + minute * MINUTE)
        assert commands == ()
    _, (begin,) = step(state, Tick(), local("10:30"))
    assert isinstance(begin, Begin)


def test_after_silence_there_is_rest() -> None:
    state, _ = run(rota(), local("10:00"), local("10:05"))
    state, _ = step(state, Unanswered(at=local("10:55")), local("10:55"))
    _, begun = run(state, local("10:55"), local("12:00"))
    assert begun == [("mood", "Mon 11:25")]


def test_called_after_a_dose_an_alarm_or_when_asked() -> None:
    state, _ = step(rota(), Tick(), local("07:30"))
    asked = Called(survey="pain", why="asked", at=local("23:30"))
    after = Called(survey="pain", why="dose", at=local("08:00"), after=HOUR)
    for event in (asked, after, after):
        state, _ = step(state, event, local("08:00"))
    _, begun = run(state, local("08:00"), local("23:59"))
    assert begun == [
        ("pain", "Mon 09:00"),
        ("pain", "Mon 10:00"),
        ("mood", "Mon 11:00"),
        ("pain", "Mon 23:30"),
    ]


def test_the_night_is_the_patient_s_own() -> None:
    late = Rota(
        patient=PATIENT,
        zone=PARIS,
        routine=Routine(wake=time(11), bed=time(2)),
        planned_to=local("00:00"),
    )
    clocks = ("01:00", "03:00", "10:00", "12:00")
    assert [asleep(late, local(c)) for c in clocks] == [False, True, True, False]


@settings(max_examples=40, deadline=None)
@given(gaps=st.lists(st.integers(1, 600), min_size=1, max_size=30))
def test_an_occasion_begins_at_most_once_however_the_ticks_fall(gaps: list[int]) -> None:
    state, now = rota(), local("00:00")
    begun: list[str] = []
    for gap in gaps:
        now += gap * MINUTE
        for _ in range(2):
            state, commands = step(decode(Rota, encode(state)), Tick(), now)
            begun += [one.occasion.id for one in commands]
        assert now < next_due(state) <= now + 24 * HOUR
    assert len(begun) == len(set(begun))


def alarm(code: str, clock: str, **more: Any) -> Alarm:
    given: dict[str, Any] = {
        "cause": Cause.PHYSIOLOGICAL, "priority": Priority.HIGH, "reasons": (),
    } | more  # fmt: skip
    return Alarm(
        id=AlarmId(code), patient=PATIENT, code=code, raised_at=local(clock), **given
    )


def after(state: Rota, one: Alarm) -> Rota:
    called = after_alarm(one)
    assert called is not None
    return step(state, called, one.raised_at)[0]


def test_half_an_hour_after_an_alarm_by_what_it_was() -> None:
    state = after(rota(), alarm("FALL-LYING", "14:00"))
    state = after(state, alarm("FALL-LYING", "14:00"))
    state = after(state, alarm("SPO2-CRIT", "14:05"))
    state = after(state, alarm("GLU-URGENT", "14:10"))
    _, begun = run(state, local("13:00"), local("20:00"))
    assert begun == [
        ("pain", "Mon 14:30"), ("breath", "Mon 14:35"), ("day", "Mon 14:40"),
    ]  # fmt: skip


def test_an_hour_of_alarms_is_asked_about_once() -> None:
    state = rota()
    for minute in range(0, 50, 7):
        state = after(state, alarm("GLU-LOW", f"14:{minute:02}"))
    state, begun = run(state, local("14:00"), local("15:00"))
    state = after(state, alarm("GLU-LOW", "14:55"))
    assert begun == [("day", "Mon 14:30")]
    assert run(state, local("15:00"), local("16:30"))[1] == []


def test_nobody_is_asked_how_they_are_after_a_flat_battery_or_a_note() -> None:
    assert after_alarm(alarm("HUB-SILENT", "14:00", cause=Cause.TECHNICAL)) is None
    assert after_alarm(alarm("DOSE-MISSED", "14:00", cause=Cause.ADVISORY)) is None
    assert after_alarm(alarm("GLU-NOISY", "14:00", priority=Priority.LOW)) is None


def test_after_an_alarm_at_night_nobody_is_woken_to_be_asked() -> None:
    state = after(rota(), alarm("GLU-LOW", "02:00"))
    assert run(state, local("02:00"), local("06:00"))[1] == []
