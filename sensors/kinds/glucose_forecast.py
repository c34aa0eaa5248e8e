"""Where glucose will be in some minutes: a straight line through the last quarter hour.

The line is the plain first version (linear projection of the last 15 to 20 minutes, as
the urgent-low-soon alerts of sensor makers work).
"""

from sensors.detector import Measure, View
from sensors.window import since, slope

LOOK_BACK = 15 * 60.0
"""Seconds of past that the line is laid through."""


def forecast(minutes: float) -> Measure:
    """Glucose expected in so many minutes, in the unit of the stream.

    None with fewer than three readings in the last quarter hour (no arrow after missed
    readings), or while it is not falling.
    """

    def measure(view: View) -> float | None:
        recent = since(view.window, view.at - LOOK_BACK)
        trend = slope(recent)
        value = recent[-1].value if recent else None
        if trend is None or value is None or isinstance(value, str):
            return None
        return value + min(0.0, trend) * minutes

    return measure
