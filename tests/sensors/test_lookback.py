from datetime import timedelta

import pytest

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.lookback import look_back, signal_look_back
from sensors.measures import SILENCES


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_a_start_looks_back_as_far_as_any_silence_and_any_rule(kind: SensorKind) -> None:
    span = look_back()[kind.kind]
    link = KINDS[kind.link].rules if kind.link else ()
    assert span >= kind.span
    for rule in (*kind.rules, *link):
        if rule.measure in SILENCES:
            assert span >= timedelta(minutes=rule.level)


def test_a_button_that_was_heard_yesterday_is_still_expected() -> None:
    assert look_back()[Kind("panic")] >= timedelta(hours=24)


def test_sampled_signals_are_looked_back_on_too() -> None:
    assert set(signal_look_back()) == {"acceleration", "acceleration_wrist"}
