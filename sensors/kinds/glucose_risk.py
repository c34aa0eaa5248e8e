"""How likely a low is to begin soon: a small learned model over the last three hours.

The model (`models/glucose_low.json`, made by `benchmarks.training.glucose`) gives the
chance that a low of at least 15 minutes begins within 40 minutes. It is asked only where
a low is within reach. While glucose is low already it says nothing: the warning stands as
it stood, and the low has its own alarm.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

from sensors.detector import Measure, View
from sensors.forest import Forest, forest
from sensors.kinds.glucose_features import NAMES, features
from sensors.kinds.glucose_forecast import LOOK_BACK, forecast
from sensors.kinds.glucose_run import in_mg
from sensors.window import Window, numbers, since, slope

LOWEST, HIGHEST = 70.0, 150.0
"""mg/dL; under this it is low already, from this on no low is near."""
REACH = 40.0
"""Minutes ahead that a fall is followed on a straight line."""
REACHED = 112.0
"""mg/dL; where this line ends higher, no low is near."""
ENOUGH = 4
"""Readings of the last half hour or so that it takes."""
RECENT = 65 * 60.0
"""Seconds within which they must lie: four readings of a sensor that reads each 15 min."""
QUARTER = 13 * 60.0
"""Seconds, with room for a sensor's clock."""
PAST = 4 * 3600.0
"""Seconds that the model looks back on."""
SELDOM = 600.0
"""Seconds between readings from which a sensor is slow."""
SOONER = 1.03
"""What the chance of a slow sensor counts, as its next reading may be too late."""
URGENT = 55.0
"""mg/dL at and under which the urgent floor alarms."""
NEAR = 80.0
"""mg/dL under which the straight line to an urgent low is believed."""
FALLS_UNDER = 120.0
"""mg/dL under which a fast fall is told."""


@cache
def model() -> Forest:
    """The model, read once."""
    return forest("glucose_low", NAMES)


def near(value: float, fallen: float) -> bool:
    """Whether a low is within reach: mg/dL now, and mg/dL a minute lost lately."""
    return value < HIGHEST and value - REACH * max(0.0, fallen) < REACHED


def _lost(window: Window, factor: float) -> float:
    """mg/dL a minute lost since the reading of a quarter of an hour ago."""
    at, value = window[-1].at, cast("float", window[-1].value)
    for one in reversed(window[:-1]):
        if at - one.at >= QUARTER:
            return factor * (cast("float", one.value) - value) * 60.0 / (at - one.at)
    return 0.0


def risk_by(trees: Callable[[], Forest]) -> Measure:
    """Chance in percent that a low begins soon; None while nothing can be said."""

    def measure(view: View) -> float | None:
        window = view.window
        if not window:
            return None
        factor = in_mg(window)
        value = cast("float", window[-1].value) * factor
        if value < LOWEST:
            return None
        if value >= HIGHEST:
            return 0.0
        if len(window) < ENOUGH or view.at - window[-ENOUGH].at > RECENT:
            return None
        if not near(value, _lost(window, factor)):
            return 0.0
        past = since(window, view.at - PAST)
        values = [one * factor for one in numbers(past)]
        chance = 100.0 * trees().chance(features([one.at for one in past], values))
        slow = view.at - window[-2].at >= SELDOM
        return min(100.0, chance * SOONER) if slow else chance

    return measure


risk = risk_by(model)
"""By the model of the project."""


def urgent_soon(view: View) -> float | None:
    """Glucose in 20 minutes on a straight line, where it is near a low already.

    From higher up the line overshoots: the learned chance decides there. What is urgent
    already is not soon: the floor has told it, and the warning stands as it stood.
    """
    if not view.window:
        return None
    newest = cast("float", view.window[-1].value)
    value = newest * in_mg(view.window)
    if value <= URGENT:
        return None
    return newest if value >= NEAR else forecast(20)(view)


def falling(view: View) -> float | None:
    """Change a minute over the last quarter hour, told only where it leads to a low."""
    recent = since(view.window, view.at - LOOK_BACK)
    if len(recent) < 3:  # noqa: PLR2004 - two points make a line of any noise
        return None
    value = cast("float", recent[-1].value) * in_mg(view.window)
    return slope(recent) if value < FALLS_UNDER else 0.0
