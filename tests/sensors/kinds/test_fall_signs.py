from collections import Counter

import pytest

from care.people import Language
from care.wording import wording
from sensors.forest import Forest
from sensors.kinds.fall_features import NAMES
from sensors.kinds.fall_model import model
from sensors.kinds.fall_signs import MOST, SIGNS, signs

USUAL = tuple(1.0 for _ in NAMES)


def made(*trees: tuple[str, float, float]) -> Forest:
    """A tree for each feature: so many log-odds over a limit, none under it."""
    feature, limit, left, right = [], [], [], []
    for i, (name, at, odds) in enumerate(trees):
        feature += [NAMES.index(name), -1, -1]
        limit += [at, 0.0, odds]
        left += [3 * i + 1, 0, 0]
        right += [3 * i + 2, 0, 0]
    return Forest(
        name="made",
        version="1",
        features=NAMES,
        base=0.0,
        level=0.5,
        roots=tuple(range(0, 3 * len(trees), 3)),
        feature=tuple(feature),
        limit=tuple(limit),
        left=tuple(left),
        right=tuple(right),
        usual=USUAL,
    )


def row(**named: float) -> list[float]:
    return [named.get(name, 1.0) for name in NAMES]


def test_the_strongest_sign_comes_first_and_a_weak_one_is_left_out() -> None:
    forest = made(("jolt", 2, 1.0), ("tilt", 2, 3.0), ("late_jitter", 2, 0.05))
    fell = row(jolt=5, peak=5, tilt=80, tilt_late=80, late_jitter=3, late_motion=0)
    assert signs(forest, fell) == ("felt_turn", "felt_blow")


def test_what_does_not_look_so_by_itself_is_not_said() -> None:
    forest = made(("jolt", 2, 1.0), ("tilt", 2, 3.0))
    assert signs(forest, row(jolt=5, peak=5, tilt=80, tilt_late=0)) == ("felt_blow",)
    assert signs(forest, row()) == ()


def test_no_more_are_told_than_can_be_read() -> None:
    forest = made(*((sign.features[0], 2, 1.0) for sign in SIGNS.values()))
    strange = row(**{sign.features[0]: 5 for sign in SIGNS.values()})
    for sign in SIGNS.values():
        place = NAMES.index(sign.shown_by)
        if sign.shown_by != sign.features[0]:
            strange[place] = 5.0 if sign.more else 0.0
    assert len(signs(forest, strange)) == MOST


def test_every_feature_belongs_to_one_sign() -> None:
    told = Counter(name for sign in SIGNS.values() for name in sign.features)
    assert told == Counter(NAMES)


@pytest.mark.parametrize("wear", ["waist", "wrist"])
def test_each_model_knows_what_is_usual(wear: str) -> None:
    assert len(model(wear).usual) == len(NAMES)


@pytest.mark.parametrize("language", Language)
def test_every_sign_has_words(language: Language) -> None:
    said = {wording(language).say(f"reason.{word}") for word in SIGNS}
    assert len(said) == len(SIGNS)
