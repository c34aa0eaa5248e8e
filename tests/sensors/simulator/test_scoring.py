from datetime import timedelta

from sensors.replay import Played, replay
from sensors.simulator.patients import START, simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.simulator.scoring import Count, counted
from sensors.simulator.truth import Truth
from tests.fakes.patients import watch_of


def truth(what: str, hours: float, *, real: bool = True) -> Truth:
    start = START + timedelta(hours=hours)
    return Truth(
        what=what, kind="x", start=start, end=start + timedelta(minutes=30), real=real
    )


def test_events_are_counted_by_what_was_told_about_them() -> None:
    (made,) = simulate(SCENARIOS["hypoglycaemia"], patients=1, days=3, seed=2)
    alarms = [p for p in replay(watch_of(), made.readings) if isinstance(p, Played)]
    counts = {one.what: one for one in counted(made.truths, alarms)}
    low = counts["hypoglycaemia"]
    assert low.events >= 2
    assert low.alarmed == low.events
    assert not counts["artefact"].real


def test_an_alarm_of_another_matter_counts_for_nothing() -> None:
    (made,) = simulate(SCENARIOS["hypoglycaemia"], patients=1, days=3, seed=2)
    alarms = [p for p in replay(watch_of(), made.readings) if isinstance(p, Played)]
    (count,) = counted([truth("fall", 5)], alarms)
    assert count == Count(what="fall", real=True, events=1, alarmed=0, asked=0)


def test_what_did_not_happen_is_not_counted() -> None:
    assert counted([truth("outage", 1)], []) == ()
