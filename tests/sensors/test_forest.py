from math import exp
from typing import Any

import pytest

from care.errors import ConfigError
from sensors.forest import card_of, forest, forest_of

CARD: dict[str, Any] = {
    "name": "two",
    "version": "1",
    "features": ["a", "b"],
    "base": -1.0,
    "level": 0.5,
    "trees": {
        "roots": [0, 3],
        "feature": [0, -1, -1, 1, -1, -1],
        "limit": [2.0, -1.0, 3.0, 0.0, 0.5, 0.0],
        "left": [1, 0, 0, 4, 0, 0],
        "right": [2, 0, 0, 5, 0, 0],
    },
}


@pytest.mark.parametrize(
    ("row", "odds"), [([2.0, 1.0], -2.0), ([2.1, 0.0], 2.5), ([3.0, 0.1], 2.0)]
)
def test_the_leaves_reached_add_up(row: list[float], odds: float) -> None:
    assert forest_of(CARD).chance(row) == pytest.approx(1 / (1 + exp(-odds)))


@pytest.mark.parametrize("name", ["fall_waist", "fall_wrist", "glucose_low"])
def test_each_model_says_where_it_is_from_and_how_it_does_on_others(name: str) -> None:
    card = card_of(name)
    assert card["name"] == name
    assert {"version", "made_by", "made_from", "on_other_people", "about"} <= card.keys()


def test_a_model_for_other_features_is_refused() -> None:
    with pytest.raises(ConfigError, match="made for the features that the code computes"):
        forest("fall_waist", ("peak",))


def test_a_feature_adds_what_is_lost_when_it_is_as_usual() -> None:
    known = forest_of(CARD | {"usual": [1.0, 0.0]})
    assert known.odds([2.1, 1.0]) == pytest.approx(2.0)
    assert known.share([2.1, 1.0], (0,)) == pytest.approx(4.0)
    assert known.share([2.1, 1.0], (1,)) == pytest.approx(-0.5)
