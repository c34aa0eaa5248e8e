import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.news2 import ITEMS, WINDOW, filled, points, score

FILE = Path(__file__).parent.parent / "data" / "clinical" / "news2.json"
CHART = json.loads(FILE.read_text())
NAMES = {
    "rr": "respiration",
    "spo2": "spo2",
    "o2": "oxygen",
    "sbp": "systolic",
    "pulse": "pulse",
    "acvpu": "consciousness",
    "temp": "temperature",
}
NOW = 1_000_000.0


def values(given_: dict[str, Any]) -> dict[str, tuple[float | str, float]]:
    found: dict[str, tuple[float | str, float]] = {}
    for short, name in NAMES.items():
        value = given_[short]
        if short == "o2":
            value = "oxygen" if value else "air"
        if short == "acvpu":
            value = value.lower()
        found[name] = (value, NOW)
    return found


@pytest.mark.parametrize("vector", CHART["vectors"])
def test_every_vector_of_the_chart(vector: dict[str, Any]) -> None:
    expect, news = vector["expect"], None
    news = score(values(vector["in"]), scale=vector["in"]["scale"], now=NOW)
    parts = {item.name: item.points for item in news.items}
    assert parts == {NAMES[short]: number for short, number in expect["parts"].items()}
    assert news.total == expect["total"]
    assert set(news.single_three) == {NAMES[short] for short in expect["single_three"]}
    assert news.risk == expect["risk"]
    assert news.missing == ()


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("respiration", "respiration_rate"),
        ("systolic", "systolic_bp"),
        ("pulse", "pulse"),
        ("spo2", "spo2_scale1"),
        ("temperature", "temperature_C"),
    ],
)
def test_both_ends_of_every_band(name: str, table: str) -> None:
    for low, high, expected in CHART["table"][table]:
        for end in (low, high):
            if end is not None:
                assert points(name, end, scale=1, on_oxygen=False) == expected


def test_ninety_percent_is_three_points_on_scale_one_and_none_on_scale_two() -> None:
    assert points("spo2", 90, scale=1, on_oxygen=False) == 3
    assert points("spo2", 90, scale=2, on_oxygen=False) == 0
    assert points("spo2", 90, scale=2, on_oxygen=True) == 0


def test_a_partial_score_lists_what_is_missing_and_has_no_band() -> None:
    news = score({"pulse": (140, NOW)}, scale=1, now=NOW)
    assert news.total == 3
    assert news.risk is None
    assert set(news.missing) == set(ITEMS) - {"pulse"}


def test_an_old_value_is_a_missing_value() -> None:
    fresh = score({"pulse": (140, NOW - WINDOW)}, scale=1, now=NOW)
    old = score({"pulse": (140, NOW - WINDOW - 1)}, scale=1, now=NOW)
    assert (fresh.total, old.total) == (3, 0)
    assert fresh.items[0].age == WINDOW


def test_a_name_that_is_no_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="no parameter"):
        points("glucose", 100, scale=1, on_oxygen=False)
    with pytest.raises(ValueError, match="needs a number"):
        points("pulse", "fast", scale=1, on_oxygen=False)


@given(
    kept=st.sets(st.sampled_from(ITEMS)),
    vector=st.sampled_from(CHART["vectors"]),
)
def test_leaving_something_out_never_raises_the_score(
    kept: set[str], vector: dict[str, Any]
) -> None:
    whole = values(vector["in"])
    some = {name: whole[name] for name in kept}
    part = score(some, scale=1, now=NOW)
    assert part.total <= score(whole, scale=1, now=NOW).total
    assert (part.risk is None) == (len(kept) < len(ITEMS))


def test_what_is_missing_is_not_taken_for_normal_in_the_trend() -> None:
    assert filled(3, 3) == 3
    assert filled(4, 4) == pytest.approx(5.5)
    assert filled(7, 7) == 7
