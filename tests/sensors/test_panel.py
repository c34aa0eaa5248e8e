from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.panel import Panel, panel_of
from sensors.stream import due, feed, stream_of, tick
from sensors.window import Sample
from tests.fakes.patients import ADA, NINE

RULED = [kind for kind in KINDS.values() if kind.rules]
START = NINE.timestamp()


def exhaustive(panel: Panel) -> Panel:
    """The same rules without any sparing: all are asked at every reading and ring."""
    rules = tuple(replace(rule, begins_under=None) for rule in panel.rules)
    asked = tuple(replace(rule, begins_under=None) for rule in panel.plain)
    nowhere = float("inf")
    return panel._replace(
        rules=rules, plain=asked, others=asked, prompt=True, low=nowhere, high=-nowhere
    )


def test_what_follows_the_newest_value_is_asked_only_beyond_its_levels() -> None:
    panel = panel_of(KINDS[Kind("pulse")].rules)
    assert (panel.low, panel.high) == (50, 100)
    assert panel.others == ()
    assert panel.patience == 30 * 60


def test_only_rules_that_time_can_hasten_are_prompt() -> None:
    assert not panel_of(KINDS[Kind("glucose")].rules).prompt
    assert panel_of(KINDS[Kind("door")].rules).prompt


def values(kind: SensorKind) -> st.SearchStrategy[float | str]:
    if not kind.plausible:
        words = kind.words or {"kitchen", "bathroom", "alive"}
        return st.sampled_from(sorted(words))
    _, lowest, highest = kind.plausible[0]
    levels = [rule.level for rule in kind.rules if lowest <= rule.level <= highest]
    near = st.sampled_from(levels or [lowest]).flatmap(
        lambda level: st.floats(level - 3, level + 3)
    )
    every = st.floats(lowest, highest) | near
    return every.map(lambda one: round(min(highest, max(lowest, one)), 1))


@pytest.mark.parametrize("kind", RULED, ids=lambda kind: kind.kind)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_sparing_never_changes_what_comes_of_it(
    kind: SensorKind, data: st.DataObject
) -> None:
    panel = panel_of(kind.rules)
    unit = kind.units[0]
    spared = stream_of(kind, panel, unit, ADA, {})
    asked = stream_of(kind, exhaustive(panel), unit, ADA, {})
    pace = data.draw(st.sampled_from([5.0, 60.0, 300.0, 3600.0]))
    at = START
    for value in data.draw(st.lists(values(kind), max_size=40)):
        at += pace * data.draw(st.sampled_from([1, 1, 1, 1, 20]))
        ring = due(spared, at - pace)
        if ring is not None and ring < at:
            spared, asked = tick(spared, ring), tick(asked, ring)
        sample = Sample(at, value)
        spared, asked = feed(spared, sample), feed(asked, sample)
        assert spared.episodes == asked.episodes
