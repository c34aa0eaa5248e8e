import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sensors.kinds.fall_features import NAMES, features

LINE = np.random.default_rng(3).normal([0.1, -0.9, 0.2], 0.3, (300, 3))


@settings(max_examples=20)
@given(st.floats(0, 6.28), st.integers(0, 299))
def test_turning_the_flat_sensor_changes_nothing(angle: float, blow: int) -> None:
    c, s = np.cos(angle), np.sin(angle)
    turned = LINE @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    one, other = features(LINE, blow), features(turned, blow)
    assert len(one) == len(NAMES)
    assert np.isfinite(one).all()
    assert np.allclose(one, other, atol=1e-6)


def test_lying_after_standing_is_a_tilt() -> None:
    line = np.vstack([np.tile([0.0, -1, 0], (100, 1)), np.tile([0.0, 0, 1], (150, 1))])
    named = dict(zip(NAMES, features(line, 100), strict=True))
    assert round(named["tilt"]) == 90
    assert (named["flat_before"], round(named["flat_late"], 3)) == (0.0, 1.0)
    assert named["rest_motion"] == 0
