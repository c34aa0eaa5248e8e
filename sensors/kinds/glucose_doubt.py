"""When a continuous glucose sensor is not to be taken at its word.

Lying on the sensor squeezes the fluid it measures: at night a steady value drops steeply
within a quarter of an hour and comes back as steeply (Helton 2011; Baysal 2014). A failing
sensor jumps up and down. Both ask or tell of the sensor; the urgent floor stays as it is.
"""

from itertools import pairwise

from sensors.detector import View
from sensors.localtime import awake
from sensors.window import numbers, since

STEEP = 25.0
"""mg/dL within `QUICK` that a body seldom does from a steady state."""
QUICK = 15 * 60.0
STEADY = 45 * 60.0
"""Seconds before the drop that must have been steady."""
LEVEL = 15.0
"""mg/dL between highest and lowest of a steady stretch."""
LATEST = 75 * 60.0
"""Seconds that a squeeze is suspected at most; then it is a low."""
LOW = 70.0
"""mg/dL."""
JUMP = 18.0
"""mg/dL between neighbours that count as a jump."""
TURNS = 3
"""Jumps to and fro within half an hour that make a sensor noisy."""
MMOL = 18.016
MMOL_UNDER = 36.0
"""A continuous sensor that reads so little reads in mmol/L."""


def _scale(values: list[float]) -> float:
    return MMOL if max(values) < MMOL_UNDER else 1.0


def pressed(view: View) -> float | None:
    """1 while a night-time drop looks like a squeezed sensor, else 0."""
    if awake(view.patient, view.at):
        return 0.0
    window = since(view.window, view.at - LATEST)
    values = numbers(window)
    if not values:
        return 0.0
    scale = _scale(values)
    if (max(values) - values[-1]) * scale < STEEP / 2:
        return 0.0
    for place in range(1, len(window)):
        at = window[place].at
        before = numbers(since(view.window, at - STEADY - QUICK))
        before = before[: -(len(window) - place)]
        if len(before) < 4 or (max(before) - min(before)) * scale > LEVEL:  # noqa: PLR2004
            continue
        after = numbers(tuple(s for s in window[place:] if s.at <= at + QUICK))
        steep = (before[-1] - min(after)) * scale >= STEEP
        still = values[-1] * scale <= before[-1] * scale - STEEP / 2
        if steep and still:
            return 1.0
    return 0.0


def pressed_low(view: View) -> float | None:
    """1 while such a drop reads as a low, else 0."""
    values = numbers(view.window[-1:])
    low = bool(values) and values[0] * _scale(values) < LOW
    return pressed(view) if low else 0.0


def noisy(view: View) -> float | None:
    """How many jumps to and fro there were in the last half hour."""
    values = numbers(since(view.window, view.at - 30 * 60))
    if len(values) < 4:  # noqa: PLR2004 - too few to go to and fro
        return 0.0
    scale = _scale(values)
    if (max(values) - min(values)) * scale < JUMP:
        return 0.0
    steps = [(b - a) * scale for a, b in pairwise(values)]
    big = [step for step in steps if abs(step) >= JUMP]
    return float(sum(a * b < 0 for a, b in pairwise(big)) + (len(big) > 1))


def doubtful(view: View) -> float | None:
    """1 while the sensor is not to be taken at its word, else 0."""
    return 1.0 if pressed(view) or (noisy(view) or 0) >= TURNS else 0.0
