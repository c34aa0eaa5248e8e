"""How likely a low is to begin soon: a small learned model over the day so far.

The model (`models/glucose_low.json`, made by `benchmarks.training.glucose`) gives the
chance that a low of at least 15 minutes begins within 40 minutes. While glucose is low
already it says nothing: the warning stands as it stood, and the low has its own alarm.
"""

from functools import cache

from sensors.detector import View
from sensors.forest import Forest, forest
from sensors.kinds.glucose_features import NAMES, features
from sensors.kinds.glucose_forecast import forecast
from sensors.kinds.glucose_run import scale
from sensors.measures import rate
from sensors.window import numbers, since

LOWEST, HIGHEST = 70.0, 140.0
"""mg/dL; under this it is low already, from this on no low is near."""
ENOUGH = 4
"""Readings of the last half hour or so that it takes."""
RECENT = 65 * 60.0
"""Seconds within which they must lie: four readings of a sensor that reads each 15 min."""
DAY = 86400.0
SELDOM = 600.0
"""Seconds between readings from which a sensor is slow."""
SOONER = 1.75
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


def risk(view: View) -> float | None:
    """Chance in percent that a low begins soon; None while nothing can be said."""
    if not view.window:
        return None
    window = since(view.window, view.at - DAY)
    values = numbers(window)
    factor = scale(values)
    value = values[-1] * factor
    if value < LOWEST:
        return None
    if value >= HIGHEST:
        return 0.0
    if len(since(window, view.at - RECENT)) < ENOUGH:
        return None
    row = features([one.at for one in window], [one * factor for one in values])
    chance = 100.0 * model().chance(row)
    slow = window[-1].at - window[-2].at >= SELDOM
    return min(100.0, chance * SOONER) if slow else chance


def urgent_soon(view: View) -> float | None:
    """Glucose in 20 minutes on a straight line, where it is near a low already.

    From higher up the line overshoots: the learned chance decides there. What is urgent
    already is not soon: the floor has told it, and the warning stands as it stood.
    """
    values = numbers(view.window[-1:])
    if not values:
        return None
    value = values[0] * scale(numbers(view.window))
    if value <= URGENT:
        return None
    return values[0] if value >= NEAR else forecast(20)(view)


def falling(view: View) -> float | None:
    """Change a minute over the last quarter hour, told only where it leads to a low."""
    values = numbers(view.window[-1:])
    trend = rate(15)(view)
    if not values or trend is None:
        return None
    return trend if values[0] * scale(numbers(view.window)) < FALLS_UNDER else 0.0
