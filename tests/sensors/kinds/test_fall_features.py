import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sensors.kinds.fall_features import NAMES, features

LINE = np.random.default_rng(3).normal([0.1, -0.9, 0.2], 0.3, (300, 3))


@settings(max_examples=20)
@given(st.integers(0, 1000), st.integers(0, 299))
def test_turning_the_sensor_any_way_changes_nothing(seed: int, blow: int) -> None:
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    one, other = features(LINE, blow), features(LINE @ turn, blow)
    assert len(one) == len(NAMES)
    assert np.isfinite(one).all()
    assert np.allclose(one, other, atol=1e-6)


def test_lying_after_standing_is_a_tilt() -> None:
    line = np.vstack([np.tile([0.0, -1, 0], (100, 1)), np.tile([0.0, 0, 1], (150, 1))])
    named = dict(zip(NAMES, features(line, 100), strict=True))
    assert round(named["tilt"]) == 90
    assert named["rest_motion"] == 0


def test_the_posture_of_long_before_is_looked_at() -> None:
    lying, side = np.array([0.0, 0, 1]), np.array([1.0, 0, 0])
    line = np.vstack(
        [np.tile(one, (many, 1)) for one, many in ((lying, 60), (side, 190), (lying, 150))]
    )
    named = dict(zip(NAMES, features(line, 250), strict=True))
    assert round(named["tilt"]) == 90
    assert round(named["turn_long"]) == 0
    assert round(named["turn_long_late"]) == 0
