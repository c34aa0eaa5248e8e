"""What spoke most for a fall, in words that have a reason of their own.

Each sign is a group of features of the model. What it adds is the log-odds that the model
loses when the group is put back to what is usual in daily life; of those that add
something, and that also look so by themselves, the strongest are told.
"""

from typing import NamedTuple

from sensors.forest import Forest
from sensors.kinds.fall_features import NAMES

MOST = 3
"""So many signs are told."""
WORTH = 0.03
"""A sign that adds less than this share of the strongest is left out."""


class Sign(NamedTuple):
    """One group of features, and the one of them by which it can be checked."""

    features: tuple[str, ...]
    shown_by: str
    more: bool
    """Whether it shows by more than usual, or by less."""


SIGNS = {
    "felt_drop": Sign(
        ("lightest", "light_lead", "light_time", "speed"), "lightest", more=False
    ),
    "felt_blow": Sign(
        ("peak", "blow_energy", "blow_turns", "jolt", "strong_time", "second_peak"),
        "peak",
        more=True,
    ),
    "felt_turn": Sign(
        (
            "tilt",
            "tilt_late",
            "tilt_fall",
            "turn_rest",
            "turn_total",
            "turn_long",
            "turn_long_late",
        ),
        "tilt_late",
        more=True,
    ),
    "felt_still": Sign(
        (
            "rest_motion",
            "rest_jitter",
            "rest_peak",
            "rest_size",
            "late_motion",
            "late_jitter",
            "late_size",
            "calm_share",
            "calm_start",
            "rest_blows",
            "ratio_motion",
        ),
        "late_motion",
        more=False,
    ),
    "felt_break": Sign(
        ("before_motion", "before_peak", "before_size", "rhythm"), "rhythm", more=False
    ),
}
"""By code word of the fall detector, which is also the wording key under `reason`."""


def signs(model: Forest, row: list[float]) -> tuple[str, ...]:
    """The code words of what spoke most for a fall, strongest first; up to `MOST`."""
    added = {word: _added(model, row, sign) for word, sign in SIGNS.items()}
    least = WORTH * max(added.values())
    told = [word for word in added if added[word] > max(0.0, least)]
    return tuple(sorted(told, key=lambda word: -added[word])[:MOST])


def _added(model: Forest, row: list[float], sign: Sign) -> float:
    """Log-odds that a sign adds; 0 where it does not show."""
    place = NAMES.index(sign.shown_by)
    over = row[place] - model.usual[place]
    if (over > 0) is not sign.more:
        return 0.0
    return model.share(row, tuple(NAMES.index(one) for one in sign.features))
