"""Whether a blow was a fall: a small learned model for each place of wear.

Boosted trees over `fall_features`, made by `benchmarks.training.falls` from the open
SisFall, UMAFall and WEDA-FALL recordings; what the model weighs and how it does on people
it was not made from stands in its file (`models/fall_waist.json`, `fall_wrist.json`).
"""

from functools import cache

import numpy as np

from sensors.forest import Forest, forest
from sensors.kinds.fall_features import NAMES, features
from sensors.kinds.fall_signal import Samples, blows
from sensors.kinds.fall_signs import signs


@cache
def model(wear: str) -> Forest:
    """The model for "waist" or "wrist"."""
    return forest(f"fall_{wear}", NAMES)


def chance(samples: Samples, blow: int, wear: str) -> float:
    """Chance, 0 to 1, that the blow at this index was a fall; samples at `RATE` in g."""
    return model(wear).chance(features(samples, blow).tolist())


def why(samples: Samples, blow: int, wear: str) -> tuple[str, ...]:
    """The signs that spoke most for a fall at this index, strongest first."""
    return signs(model(wear), features(samples, blow).tolist())


def candidates(samples: Samples, wear: str) -> list[int]:
    """Indices of the blows worth looking at, oldest first; samples at `RATE` in g."""
    return [int(i) for i in blows(np.linalg.norm(samples, axis=1), wear)]


def fell(samples: Samples, blow: int, wear: str) -> bool:
    """Whether the blow at this index is taken for a fall."""
    return chance(samples, blow, wear) >= model(wear).level
