"""Virtual patients: the same seed the same life, and the watch finds what is true."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from care.alarm import Cause
from care.observation import Observation, Waveform
from care.speech import Meaning
from sensors.replay import Played, replay
from sensors.simulator.material import Material, Trace
from sensors.simulator.patients import Simulated, answer, simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.simulator.signals import Bump, Meal, Wander, fall_samples, total
from tests.fakes.patients import watch_of


def one(name: str, *kinds: str, days: int = 2, seed: int = 1) -> Simulated:
    scenario = SCENARIOS[name]
    scenario = replace(scenario, kinds=frozenset(kinds)) if kinds else scenario
    (found,) = simulate(scenario, patients=1, days=days, seed=seed)
    return found


def played(made: Simulated, *codes: str) -> list[Played]:
    found = (p for p in replay(watch_of(), made.readings) if isinstance(p, Played))
    return [p for p in found if p.alarm.code.startswith(codes)]


def delays(
    made: Simulated, what: str, *codes: str, slack: timedelta = timedelta(0)
) -> list[timedelta | None]:
    """Of each time that it happened, how long until the first alarm; None for never."""
    told = [p.at for p in played(made, *codes) if p.alarm.cause is not Cause.TECHNICAL]
    return [
        next((at - t.start for at in told if t.start - slack <= at <= t.end + slack), None)
        for t in made.truths
        if t.what == what
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_gives_the_same_life(name: str) -> None:
    kinds = ("glucose", "motion", "acceleration")
    first = one(name, *kinds, days=1)
    assert first == one(name, *kinds, days=1)
    assert first.readings != one(name, *kinds, days=1, seed=2).readings


def test_a_quiet_life_raises_no_bodily_alarm() -> None:
    found = (p for p in replay(watch_of(), one("quiet").readings))
    alarms = [p for p in found if isinstance(p, Played)]
    assert [p for p in alarms if p.alarm.cause is not Cause.TECHNICAL] == []


def test_low_sugar_is_found_before_it_is_over() -> None:
    made = one("hypoglycaemia", "glucose", days=4)
    found = delays(made, "hypoglycaemia", "GLU-")
    assert len(found) >= 2
    assert None not in found


def test_low_oxygen_is_found_within_minutes_and_artefacts_are_not() -> None:
    made = one("hypoxaemia", "spo2", days=3)
    codes, slack = ("SPO2-CRIT", "SPO2-D", "SPO2-FLOOR"), timedelta(minutes=2)
    found = delays(made, "hypoxaemia", *codes, slack=slack)
    assert found
    assert all(delay is not None and delay < timedelta(minutes=5) for delay in found)
    real = [t for t in made.truths if t.what == "hypoxaemia"]
    alarms = [p.at for p in played(made, *codes)]
    true = [at for at in alarms if any(t.start <= at <= t.end + slack for t in real)]
    assert len(true) > 0.9 * len(alarms)


def test_falls_are_found_from_raw_acceleration() -> None:
    made = one("acceleration", days=3, seed=3)
    assert any(isinstance(r, Waveform) for r in made.readings)
    found = delays(made, "fall", "FALL", slack=timedelta(seconds=5))
    assert len(found) >= 2
    assert None not in found


def test_an_outage_is_silence_and_its_end_is_no_flood() -> None:
    made = one("outages", "glucose", "spo2", "pulse", days=3)
    silent = played(made, "GLU-SILENT", "SPO2-SILENT", "HR-SILENT")
    outages = [t for t in made.truths if t.what == "outage"]
    assert outages
    assert 1 <= len(silent) <= 3 * len(outages)


def test_no_reading_comes_out_of_an_outage() -> None:
    made = one("outages", "glucose")
    for truth in (t for t in made.truths if t.what == "outage"):
        inside = [
            r
            for r in made.readings
            if isinstance(r, Observation) and truth.start <= r.taken_at < truth.end
        ]
        assert inside == []


def test_recorded_glucose_is_played_as_recorded() -> None:
    trace = Trace(name="somebody", values=(200.0,) * 12)
    recorded = Material(traces=(trace,))
    (made,) = simulate(SCENARIOS["quiet"], patients=1, days=1, seed=1, recorded=recorded)
    values = [
        r.value for r in made.readings if isinstance(r, Observation) and r.kind == "glucose"
    ]
    assert (
        190 < min(float(v or 0) for v in values) <= max(float(v or 0) for v in values) < 210
    )


def test_answers_are_mostly_given_and_mostly_true() -> None:
    rng = Random(1)
    given = [answer(SCENARIOS["ordinary"], rng, trouble=True) for _ in range(500)]
    assert 0.75 < given.count(Meaning.YES) / 500 < 0.95
    assert Meaning.NO not in given
    assert Meaning.SILENCE in given


def test_bumps_and_meals_rise_and_fade() -> None:
    bump = Bump(start=100, length=40, height=8)
    assert [bump.at(s) for s in (99, 105, 120, 141)] == [0, 4, 8, 0]
    meal = Meal(start=0, rise=50)
    assert meal.at(3600) == pytest.approx(50)
    assert meal.at(-1) == meal.at(7 * 3600) == 0
    assert total((bump, meal), 120) > 8


def test_noise_stays_within_reason() -> None:
    path = Wander(Random(1), 2, size=10, memory=7200)
    values = [path.at(float(s)) for s in range(0, 2 * 86400, 60)]
    assert 3 < max(values) < 60


def test_a_fall_ends_lying_and_a_blow_does_not() -> None:
    fall = fall_samples(Random(1), 50, real=True)
    blow = fall_samples(Random(1), 50, real=False)
    assert fall[-1][0] > 0.8
    assert blow[-1][2] > 0.8
