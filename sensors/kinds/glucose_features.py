"""What tells a coming low, in numbers with a name: level, slopes, and the day so far.

Everything is in mg/dL and minutes. Past values between two readings lie on the line
between them; before the first reading of the window the first one counts.
"""

from collections.abc import Sequence
from math import sqrt

LAGS = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180)
"""Minutes back at which the past is looked up."""
NAMES = (
    "value",
    *(f"change_{lag}" for lag in LAGS),
    "last_rate",
    "last_step",
    "bend_10",
    "bend_15",
    "lowest_90",
    "highest_180",
    "spread_30",
    "spread_180",
    "day_mean",
    "day_spread",
    "day_lowest",
    "day_low_share",
)
"""One name per number of `features`: changes in mg/dL since so many minutes ago, rates in
mg/dL a minute, bends as the change of the change, shares 0 to 1."""
LOW = 70.0


def _looked_up(times: Sequence[float], values: Sequence[float]) -> list[float]:
    """The values at the lags before the last reading."""
    found, place, end = [], len(times) - 1, times[-1]
    for lag in LAGS:
        at = end - lag * 60.0
        while place > 0 and times[place - 1] > at:
            place -= 1
        if place == 0:
            found.append(values[0])
            continue
        before, after = times[place - 1], times[place]
        share = (at - before) / (after - before)
        found.append(values[place - 1] + share * (values[place] - values[place - 1]))
    return found


def features(times: Sequence[float], values: Sequence[float]) -> list[float]:
    """The numbers named in `NAMES`, for the last of at least two readings.

    `times` in POSIX seconds, rising; `values` in mg/dL; a day of them at most.
    """
    value, past = values[-1], _looked_up(times, values)
    step = (times[-1] - times[-2]) / 60.0
    half_hour = [value, *past[:5]]
    three_hours = [value, *past]
    return [
        value,
        *(value - one for one in past),
        (value - values[-2]) / step,
        step,
        (value - past[1]) - (past[1] - past[3]),
        (value - past[2]) - (past[2] - past[4]),
        min(three_hours[:9]),
        max(three_hours),
        _spread(half_hour),
        _spread(three_hours),
        sum(values) / len(values),
        _spread(values),
        min(values),
        sum([one < LOW for one in values]) / len(values),
    ]


def _spread(values: Sequence[float]) -> float:
    """Standard deviation, by the one-pass form: exact enough for a few hundred values."""
    many = len(values)
    mean = sum(values) / many
    return sqrt(max(0.0, sum([one * one for one in values]) / many - mean * mean))
