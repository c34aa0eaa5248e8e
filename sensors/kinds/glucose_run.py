"""Under or over which level glucose has stayed for a quarter of an hour."""

from typing import cast

from sensors.detector import View
from sensors.window import Window, numbers, since

LASTS = 14.5 * 60.0
"""Seconds that a level must have lasted: 15 min, with room for a sensor's clock. A reading
stands for the time until the next."""
CLEARLY = 10.0
"""mg/dL under the level that need not wait."""
MMOL = 18.016
MMOL_UNDER = 36.0
"""A continuous sensor that reads so little all day reads in mmol/L."""


def scale(values: list[float]) -> float:
    """What makes mg/dL of a stream's own unit, judged by its values."""
    return MMOL if max(values, default=MMOL_UNDER) < MMOL_UNDER else 1.0


def in_mg(window: Window) -> float:
    """The same for a window, looking at all of it only where the newest value is small."""
    newest = cast("float", window[-1].value)
    return 1.0 if newest >= MMOL_UNDER else scale(numbers(window))


def lasting(view: View) -> float | None:
    """The highest value of the last 15 minutes, or `CLEARLY` over the newest if lower."""
    values = numbers(since(view.window, view.at - LASTS))
    if not values:
        return None
    return min(max(values), values[-1] + CLEARLY / scale(values))


def recovered(view: View) -> float | None:
    """The lowest value of the last 15 minutes: an episode ends as it began."""
    values = numbers(since(view.window, view.at - LASTS))
    return min(values) if values else None
