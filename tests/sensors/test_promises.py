"""What every rule of every kind promises, with a recipe for each (tests/fakes/recipes.py).

Also over falls found in raw acceleration, the learned warning of a low, depth times time,
and NEWS2: no rule is left out, and a rule without a recipe fails here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from care.commands import Clear, Confirm, Raise
from care.observation import Quality, Reading, Waveform
from sensors.detector import Rule, Side
from sensors.kinds import KINDS
from sensors.limits import LimitSettings
from sensors.measures import SILENCES
from sensors.replay import commands
from sensors.watch import Measured, Tick, Watch, step
from tests.fakes.recipes import RECIPES, RULED, Recipe, moved

Told = tuple[datetime, Raise | Confirm | Clear]
EACH = pytest.mark.parametrize("made", RECIPES.values(), ids=RECIPES.keys())
VALUED = [
    name
    for name, one in RECIPES.items()
    if one.code not in RULED or RULED[one.code][1].measure not in SILENCES
]
BY_VALUE = pytest.mark.parametrize("made", [RECIPES[name] for name in VALUED], ids=VALUED)
FLOORS = [name for name in VALUED if RULED[RECIPES[name].code][1].floor]
A_WEEK = timedelta(days=7)


def told(watch: Watch, readings: Iterable[Reading]) -> list[Told]:
    return [
        (at, one)
        for at, _, some in commands(watch, readings)
        for one in some
        if isinstance(one, Raise | Confirm | Clear)
    ]


def after(made: Recipe, readings: Sequence[Reading]) -> Watch:
    """The watch when all has arrived, rung as it asked for."""
    watch = made.watch()
    for one in readings:
        while watch.wake is not None and watch.wake <= one.received_at:
            watch, _ = step(watch, Tick(), watch.wake)
        watch, _ = step(watch, Measured(reading=one), one.received_at)
    watch, _ = step(watch, Tick(), readings[-1].received_at + timedelta(seconds=1))
    return watch


def codes(watch: Watch) -> set[str]:
    held = watch.kept.alarms.values()
    return {one.code.partition("@")[0] for some in held for one in some.findings}


def test_every_rule_has_a_recipe() -> None:
    rules = {rule.code for kind in KINDS.values() for rule in kind.rules}
    assert rules == {made.code for made in RECIPES.values()}


@EACH
def test_a_recipe_raises_its_rule(made: Recipe) -> None:
    assert made.code in codes(after(made, made.readings))


@EACH
def test_an_episode_is_one_alarm(made: Recipe) -> None:
    found = [one for _, one in told(made.watch(), made.readings)]
    repeated = RULED[made.code][1].repeat is not None
    news = [
        (type(one), one.alarm.id, one.alarm.priority, len(one.alarm.reasons))
        for one in found
        if isinstance(one, Raise | Confirm)
    ]
    assert repeated or len(news) == len(set(news))
    assert not any(isinstance(one, Clear) for one in found[:1])


SILENT = ("-SILENT", "-LOST", "CLOCK-AHEAD")
"""Alarms about the equipment that want no believed reading."""
SPOILT = ("stale", "no_reading", "questionable", "impossible", "nan", "unit")


def spoil(one: Reading, how: str) -> Reading:
    kind = KINDS[one.kind]
    late = kind.fresh + timedelta(minutes=5)
    if how == "stale" or isinstance(one, Waveform):
        return replace(one, received_at=one.received_at + late)
    if how == "no_reading":
        return replace(one, value=None, quality=Quality.NO_READING)
    if how == "questionable":
        return replace(one, quality=Quality.QUESTIONABLE)
    if how == "unit":
        return replace(one, unit="furlong")
    word = isinstance(one.value, str)
    if how == "nan":
        return replace(one, value=math.nan)
    impossible = kind.plausible[0][2] + 1000 if kind.plausible else 1e9
    return replace(one, value="nonsense" if word and kind.words else impossible)


@BY_VALUE
@pytest.mark.parametrize("how", SPOILT)
def test_no_alarm_without_fresh_and_valid_data(made: Recipe, how: str) -> None:
    free_words = KINDS[made.readings[-1].kind].words == frozenset()
    if how == "impossible" and free_words and made.code.startswith("MOTION"):
        return  # a room may have any name
    spoilt = [spoil(one, how) for one in made.readings]
    watch = after(made, sorted(spoilt, key=lambda one: one.received_at))
    assert {code for code in codes(watch) if not code.endswith(SILENT)} == set()


@EACH
def test_shifting_all_times_shifts_only_times(made: Recipe) -> None:
    base = told(made.watch(), made.readings)
    later = told(made.watch(), [moved(one, A_WEEK) for one in made.readings])
    assert [(at + A_WEEK, type(one)) for at, one in base] == [
        (at, type(one)) for at, one in later
    ]
    for (_, one), (_, other) in zip(base, later, strict=True):
        if isinstance(one, Raise | Confirm) and isinstance(other, Raise | Confirm):
            assert one.alarm.code == other.alarm.code
            assert one.alarm.priority == other.alarm.priority
            assert one.alarm.reasons == other.alarm.reasons


def late_together(readings: Sequence[Reading], rng: Random) -> list[Reading]:
    """The same readings, the last of which came all at once, in another order.

    Those that one reading's freshness allows; a kind at a time, as they are then measured
    at different instants anyway.
    """
    last = readings[-1].received_at
    held = [
        one
        for one in readings
        if last - one.taken_at < KINDS[one.kind].fresh - timedelta(seconds=1)
    ]
    early = [one for one in readings if one not in held]
    mixed = [replace(one, received_at=last) for one in held]
    rng.shuffle(mixed)
    return [*early, *mixed]


SINGLE = [
    name
    for name in VALUED
    if not name.startswith("FALL from")
    and len({r.kind for r in RECIPES[name].readings}) == 1
]


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(name: str, seed: int) -> None:
    made = RECIPES[name]
    straight = late_together(made.readings, Random(0))
    straight.sort(key=lambda one: (one.received_at, one.taken_at))
    mixed = late_together(made.readings, Random(seed))
    one, other = after(made, straight), after(made, mixed)
    assert {n: s.window for n, s in one.streams.items()} == {
        n: s.window for n, s in other.streams.items()
    }
    assert {n: s.episodes for n, s in one.streams.items()} == {
        n: s.episodes for n, s in other.streams.items()
    }


def weakest(rule: Rule) -> LimitSettings:
    level = -1000.0 if rule.side is Side.LOW else 1000.0
    return LimitSettings(
        level=level, clear=level, raise_after_s=86400, repeat_min=1440, again_min=240
    )


@pytest.mark.parametrize("name", FLOORS)
def test_no_setting_mutes_a_floor(name: str) -> None:
    made = RECIPES[name]
    kind, _ = RULED[made.code]
    weak = {rule.code: weakest(rule) for rule in kind.rules}
    found = [
        (at, one)
        for at, one in told(made.watch(weak), made.readings)
        if isinstance(one, Raise) and one.alarm.floor
    ]
    strict = [
        (at, one)
        for at, one in told(made.watch(), made.readings)
        if isinstance(one, Raise) and one.alarm.floor
    ]
    assert found
    assert found[0][0] == strict[0][0]
    assert found[0][1].alarm.code.partition("@")[0] == made.code


def test_there_are_floors_of_every_sort() -> None:
    found = {RULED[RECIPES[name].code][0].kind for name in FLOORS}
    assert found >= {"glucose", "glucose_meter", "spo2", "fall", "panic", "infusion"}
