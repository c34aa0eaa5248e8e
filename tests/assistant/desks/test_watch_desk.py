"""The live watch tells what a replay of the same readings tells, for every rule."""

import pytest

from assistant.desks.desk import Tick
from assistant.desks.watch import WatchDesk, Watched
from care.codec import decode, encode
from care.commands import Clear, Confirm, Raise, WakeAt
from sensors.replay import commands
from tests.fakes.recipes import RECIPES, Recipe

Alarms = list[Raise | Confirm | Clear]


def live(made: Recipe) -> Alarms:
    """Through the desk of the station, whose state goes to JSON and back at every step."""
    watch = made.watch()
    desk = WatchDesk(made.patient, watch.rules, made.readings[0].received_at)
    told: Alarms = []
    ring = None

    def hear(some: tuple[object, ...]) -> None:
        nonlocal ring
        told.extend(one for one in some if isinstance(one, Raise | Confirm | Clear))
        rings = [one.at for one in some if isinstance(one, WakeAt)]
        ring = min(rings, default=ring)
        state = desk.state()
        assert decode(Watched, encode(state)) == state

    for one in made.readings:
        while ring is not None and ring <= one.received_at:
            now, ring = ring, None
            hear(desk.take(Tick(), now))
        hear(desk.take(one, one.received_at))
    return told


@pytest.mark.parametrize("made", RECIPES.values(), ids=RECIPES.keys())
def test_live_and_replayed_alarms_are_the_same_in_the_same_order(made: Recipe) -> None:
    replayed = [
        one
        for _, _, some in commands(made.watch(), made.readings)
        for one in some
        if isinstance(one, Raise | Confirm | Clear)
    ]
    assert live(made) == replayed
    assert replayed
