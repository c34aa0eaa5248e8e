from care.observation import Observation, Waveform
from sensors.simulator.material import Material, Movement, Trace
from sensors.simulator.patients import simulate
from sensors.simulator.recorded import MADE_UP, played, shown
from sensors.simulator.scenario import SCENARIOS

FLAT = tuple((0.0, -1.0, 0.0) for _ in range(300))
FALLS = tuple(
    Movement(name=f"trial {n}", rate=100.0, samples=FLAT, blow=1.0) for n in range(9)
)
DAY = (*([110.0] * 100), *([60.0] * 6), *([120.0] * 80), *([300.0] * 20), *([130.0] * 82))
RECORDED = Material(falls=FALLS, traces=(Trace(name="somebody", values=DAY),))


def test_without_recordings_everything_is_made_up() -> None:
    (made,) = simulate(SCENARIOS["falls"], patients=1, days=5, seed=1)
    assert {truth.source for truth in made.truths} == {"made up"}
    assert MADE_UP.movement(0, real=True) is None


def test_what_is_low_in_a_trace_is_true_and_what_was_planned_is_not() -> None:
    (made,) = simulate(
        SCENARIOS["hypoglycaemia"], patients=1, days=1, seed=4, recorded=RECORDED
    )
    sugar = [one for one in made.truths if one.what in ("hypoglycaemia", "hyperglycaemia")]
    assert [(one.what, one.source) for one in sugar] == [
        ("hypoglycaemia", "recorded: somebody"),
        ("hyperglycaemia", "recorded: somebody"),
    ]
    low = sugar[0]
    inside = [
        float(one.value or 0)
        for one in made.readings
        if isinstance(one, Observation)
        and one.kind == "glucose"
        and low.start <= one.taken_at < low.end
    ]
    assert inside
    assert max(inside) < 70


def test_a_recorded_fall_begins_so_that_its_blow_is_at_the_true_instant() -> None:
    (made,) = simulate(
        SCENARIOS["acceleration"], patients=1, days=4, seed=3, recorded=RECORDED
    )
    falls = [one for one in made.truths if one.what == "fall"]
    assert falls
    assert all(one.source.startswith("recorded: trial") for one in falls)
    waves = [one for one in made.readings if isinstance(one, Waveform)]
    for fall in falls:
        recorded = [
            one
            for one in waves
            if one.rate == 100.0 and abs((one.taken_at - fall.start).total_seconds()) < 4
        ]
        start = min(one.taken_at for one in recorded)
        assert abs((fall.start - start).total_seconds() - 1.0) < 0.01


def test_patients_are_dealt_different_trials() -> None:
    first, second = (shown(RECORDED, number).movement(0, real=True) for number in (0, 1))
    assert first != second


def test_a_short_trace_begins_again() -> None:
    trace = Trace(name="x", values=(100.0, 110.0))
    assert [played(trace, 300.0 * i) for i in range(4)] == [100, 110, 100, 110]
