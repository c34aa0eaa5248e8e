"""Raw acceleration at one even rate, and the blows in it that may be falls.

Worn sensors give 8 to 100 samples a second, and recorded falls and recorded daily life
often differ in rate: everything that decides is computed at one common rate, each point
the mean over its share of time, so that the rate itself tells nothing.
"""

import numpy as np
from numpy.typing import NDArray

RATE = 25.0
"""Points a second that features are computed from."""
BLOW = {"waist": 1.4, "wrist": 1.7}
"""g; a weaker peak than this, averaged over 40 ms, is not looked at."""
ALONE = 1.0
"""Seconds around a blow in which no stronger one lies."""
BEFORE = 4.0
"""Seconds before a blow that are looked at closely."""
LONG_BEFORE = 10.0
"""Seconds before a blow at which the posture is looked at, or the first one there is."""
AFTER = 5.5
"""Seconds after a blow that are looked at; then it is decided."""
LEAST = 1.2
"""Seconds after a blow without which nothing can be said when a signal ends."""

Samples = NDArray[np.float64]
"""One row per instant, columns x, y, z in g."""
Line = NDArray[np.float64]
"""One number per instant."""


def even(times: Line, samples: Samples, grid: Line) -> Samples:
    """Samples at the instants of a grid of `RATE`, each the mean over one grid step.

    `times` rise strictly; both in seconds. Outside them the nearest sample counts.
    """
    half = 0.5 / RATE
    edges = np.concatenate([[grid[0] - half], grid + half])
    inside = np.clip(edges, times[0], times[-1])
    found = np.empty((len(grid), samples.shape[1]))
    steps = np.diff(times)
    for axis in range(samples.shape[1]):
        column = samples[:, axis]
        total = np.concatenate([[0.0], np.cumsum(steps * (column[1:] + column[:-1]) / 2)])
        where = np.clip(np.searchsorted(times, inside, side="right") - 1, 0, len(steps) - 1)
        part = inside - times[where]
        slope = (column[where + 1] - column[where]) / steps[where]
        area = total[where] + part * (column[where] + slope * part / 2)
        width = np.diff(inside)
        mean = np.diff(area) / np.where(width > 0, width, 1.0)
        found[:, axis] = np.where(width > 0, mean, np.interp(grid, times, column))
    return found


def blows(size: Line, wear: str) -> NDArray[np.intp]:
    """Where the magnitude peaks over the blow level with no stronger peak around."""
    above = np.flatnonzero(size >= BLOW[wear])
    reach = int(ALONE * RATE)
    alone = [int(i) for i in above if _strongest(size, int(i), reach)]
    return np.array(alone, dtype=np.intp)


def _strongest(size: Line, at: int, reach: int) -> bool:
    first = max(0, at - reach)
    return first + int(size[first : at + reach + 1].argmax()) == at
