from dataclasses import replace

from care.codec import decode, encode
from care.commands import Clear, Command, Raise
from care.observation import Observation
from sensors.held import Kept
from sensors.replay import Played, commands, line
from sensors.replay import replay as played_of
from sensors.simulator.patients import simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.watch import Measured, Tick, step
from tests.fakes.patients import at, reading, watch_of


def low(seconds: int) -> list[Observation]:
    return [reading("spo2", 86, s) for s in range(0, seconds, 5)]


def test_an_alarm_counts_from_its_decision_and_is_played_once() -> None:
    played = [one for one in played_of(watch_of(), low(300)) if isinstance(one, Played)]
    (one,) = played
    assert one.asks == "breathless"
    assert one.at <= at(20)


def test_a_clearing_is_played() -> None:
    well = [reading("spo2", 97, 300 + s) for s in range(0, 120, 5)]
    *_, last = played_of(watch_of(), low(300) + well)
    assert isinstance(last, Clear)


def test_a_worsening_is_played_again_and_says_so() -> None:
    slow = [reading("spo2", 91, s) for s in range(0, 310, 5)]
    deep = [reading("spo2", 84, 310 + s) for s in range(0, 40, 5)]
    first, worse = [
        one for one in played_of(watch_of(), slow + deep) if isinstance(one, Played)
    ]
    assert (first.worse, worse.worse) == (False, True)
    assert first.alarm.id == worse.alarm.id


def test_a_line_has_plain_words_and_no_patient() -> None:
    (one,) = [p for p in played_of(watch_of(), low(60)) if isinstance(p, Played)]
    row = line(one, "rec.csv", at(400))
    assert row["reasons"][0] == "oxygen 86 % at this reading"
    assert row["kind"] == "spo2"
    assert row["priority"] == "high"
    assert row["cleared"] == at(400).isoformat()


def test_the_live_path_with_saved_state_tells_the_same() -> None:
    scenario = replace(
        SCENARIOS["ordinary"], hypoxaemia=2.0, kinds=frozenset({"spo2", "pulse", "glucose"})
    )
    (made,) = simulate(scenario, patients=1, days=2, seed=5)
    replayed = [one for _, _, some in commands(watch_of(), made.readings) for one in some]
    watch = watch_of()
    live: list[Command] = []
    for reading_ in made.readings:
        while watch.wake is not None and watch.wake <= reading_.received_at:
            watch, some = step(watch, Tick(), watch.wake)
            live += some
        watch, some = step(watch, Measured(reading=reading_), reading_.received_at)
        live += some
        watch = watch._replace(kept=decode(Kept, encode(watch.kept)))
    assert any(isinstance(one, Raise) for one in live)
    assert live == replayed
