from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Episode, Rule, Side, advance

RULE = Rule(
    code="X",
    kind=Kind("spo2"),
    reason="spo2_low",
    priority=Priority.HIGH,
    side=Side.LOW,
    level=88,
    clear=90,
    unit="%",
    raise_after=timedelta(seconds=15),
    readings=2,
    clear_after=timedelta(seconds=30),
    gap=timedelta(seconds=60),
    group="breathing",
    source="test",
)


def run(rule: Rule, series: list[tuple[float, float]]) -> list[Episode | None]:
    states: list[Episode | None] = []
    episode: Episode | None = None
    for at, number in series:
        episode = advance(rule, episode, number, at)
        states.append(episode)
    return states


def raised(states: list[Episode | None]) -> list[bool]:
    return [one is not None and one.raised is not None for one in states]


def test_it_raises_when_the_delay_is_over_and_not_before() -> None:
    assert raised(run(RULE, [(0, 86), (10, 86), (15, 86)])) == [False, False, True]


def test_one_good_reading_starts_the_delay_anew() -> None:
    assert not any(raised(run(RULE, [(0, 86), (10, 92), (16, 86), (20, 86)])))


def test_a_gap_is_no_evidence() -> None:
    assert not any(raised(run(RULE, [(0, 86), (61, 86)])))
    assert raised(run(RULE, [(0, 86), (60, 86)]))[-1]


def test_between_the_levels_it_neither_raises_nor_clears() -> None:
    assert run(RULE, [(0, 89), (20, 89)]) == [None, None]
    assert all(raised(run(RULE, [(0, 86), (15, 86), (20, 89), (200, 89)])[1:]))


def test_it_clears_after_its_delay_on_the_good_side() -> None:
    states = run(RULE, [(0, 86), (15, 86), (20, 91), (40, 91), (50, 91)])
    assert raised(states) == [False, True, True, True, False]
    assert states[-1] is None


def test_a_relapse_starts_the_clear_delay_anew() -> None:
    states = run(
        RULE, [(0, 86), (15, 86), (20, 91), (40, 86), (50, 91), (70, 91), (80, 91)]
    )
    assert raised(states)[:-1] == [False, True, True, True, True, True]
    assert states[-1] is None


@given(values=st.lists(st.integers(80, 100), max_size=60), shift=st.integers(0, 10**6))
def test_shifting_time_shifts_only_time(values: list[int], shift: int) -> None:
    series = [(5.0 * i, float(v)) for i, v in enumerate(values)]
    moved = [(at + shift, v) for at, v in series]
    assert raised(run(RULE, series)) == raised(run(RULE, moved))


@given(values=st.lists(st.integers(80, 100), max_size=60))
def test_low_and_high_are_mirror_images(values: list[int]) -> None:
    high = replace(RULE, side=Side.HIGH, level=-88, clear=-90)
    series = [(5.0 * i, float(v)) for i, v in enumerate(values)]
    mirrored = [(at, -v) for at, v in series]
    assert raised(run(RULE, series)) == raised(run(high, mirrored))


@given(values=st.lists(st.integers(80, 100), max_size=60), lower=st.integers(80, 88))
def test_a_stricter_level_never_raises_later(values: list[int], lower: int) -> None:
    series = [(5.0 * i, float(v)) for i, v in enumerate(values)]
    lax = raised(run(replace(RULE, level=lower), series))
    strict = raised(run(RULE, series))
    if True in lax:
        assert strict.index(True) <= lax.index(True)
