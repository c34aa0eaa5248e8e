"""What tells a coming low, in numbers with a name: level, slopes, bends, and how it swings.

Everything is in mg/dL and minutes and looks three hours back at most: the day before made
the model better on the people it was learned from and worse on others. Past values between
two readings lie on the line between them; before the first reading the first one counts.
"""

from collections.abc import Sequence
from math import sqrt

LAGS = (5, 10, 15, 20, 25, 30, 35, 40, 45, 60, 90, 120, 150, 180)
"""Minutes back at which the past is looked up."""
NAMES = (
    "value",
    *(f"change_{lag}" for lag in LAGS),
    "last_rate",
    "last_step",
    "steps_3",
    "rate_15",
    "rate_30",
    "rate_60",
    "bend_15_30",
    "bend_30_60",
    "turn_10",
    "turn_15",
    "turn_30",
    "line_20",
    "line_30",
    "line_40",
    "until_low_15",
    "until_low_30",
    "lowest_90",
    "highest_90",
    "highest_180",
    "lowest_180",
    "spread_30",
    "spread_180",
    "jitter",
)
"""One name per number of `features`: changes in mg/dL since so many minutes ago, rates in
mg/dL a minute, bends and turns as the change of the rate, lines as the value so many
minutes ahead, minutes until 70 mg/dL at the rate of the last 15 or 30."""
LOW = 70.0
FAR = 200.0
"""Minutes until a low that is not on its way."""
LEVEL = 0.05
"""mg/dL a minute under which nothing falls."""
JITTER = 11
"""Readings back over which jitter is taken."""


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


def _until_low(value: float, rate: float) -> float:
    return min(FAR, (value - LOW) / -rate) if rate < -LEVEL else FAR


def features(times: Sequence[float], values: Sequence[float]) -> list[float]:
    """The numbers named in `NAMES`, for the last of at least four readings.

    `times` in POSIX seconds, rising; `values` in mg/dL; of some hours.
    """
    value, past = values[-1], _looked_up(times, values)
    p5, p10, p15, p20, p25, p30, _, p40, _, p60 = past[:10]
    rate_15 = (7.5 * (value - p15) + 2.5 * (p5 - p10)) / 125.0
    rate_30 = (15.0 * (value - p30) + 10.0 * (p5 - p25) + 5.0 * (p10 - p20)) / 700.0
    rate_60 = (
        80.0 * value + 50.0 * p10 + 20.0 * p20 - 10.0 * p30 - 40.0 * p40 - 100.0 * p60
    ) / 7000.0
    half_hour, hours = [value, *past[:6]], [value, *past]
    recent = hours[:11]
    return [
        value,
        *[value - one for one in past],
        (value - values[-2]) * 60.0 / (times[-1] - times[-2]),
        min(60.0, (times[-1] - times[-2]) / 60.0),
        min(180.0, (times[-1] - times[-4]) / 60.0),
        rate_15,
        rate_30,
        rate_60,
        rate_15 - rate_30,
        rate_30 - rate_60,
        value - 2.0 * p10 + p20,
        value - 2.0 * p15 + p30,
        value - 2.0 * p30 + p60,
        value + 20.0 * rate_15,
        value + 30.0 * rate_15,
        value + 40.0 * rate_15,
        _until_low(value, rate_15),
        _until_low(value, rate_30),
        min(recent),
        max(recent),
        max(hours),
        min(hours),
        _spread(half_hour),
        _spread(hours),
        _jitter(values[-JITTER - 2 :]),
    ]


def _spread(values: Sequence[float]) -> float:
    """Standard deviation, by the one-pass form: exact enough for a few values."""
    many = len(values)
    mean = sum(values) / many
    return sqrt(max(0.0, sum([one * one for one in values]) / many - mean * mean))


def _jitter(values: Sequence[float]) -> float:
    """How much neighbouring readings go to and fro, mg/dL."""
    turns = [
        abs(a - 2.0 * b + c)
        for a, b, c in zip(values, values[1:], values[2:], strict=False)
    ]
    return sum(turns) / len(turns)
