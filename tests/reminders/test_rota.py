"""When the home asks how somebody is."""

from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from care.codec import decode, encode
from care.people import Routine
from reminders.rota import (
    Begin,
    Called,
    Rota,
    Tick,
    Unanswered,
    Visit,
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
