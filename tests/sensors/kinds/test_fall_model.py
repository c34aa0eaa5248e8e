import numpy as np
import pytest

from sensors.kinds.fall_features import NAMES
from sensors.kinds.fall_model import candidates, chance, fell, model


@pytest.mark.parametrize("wear", ["waist", "wrist"])
def test_each_model_is_made_for_the_features_that_are_computed(wear: str) -> None:
    assert model(wear).features == NAMES
    assert 0 < model(wear).level < 1


def test_a_bump_while_standing_is_no_fall() -> None:
    line = np.tile([0.0, -1.0, 0.0], (300, 1))
    line[120] *= 1.9
    assert candidates(line, "waist") == [120]
    assert 0 <= chance(line, 120, "waist") < 0.5
    assert not fell(line, 120, "waist")
