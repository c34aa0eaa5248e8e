"""What tells a fall from daily life around one blow, in numbers with a name.

Only sizes and angles between directions are used, so that it does not matter how a sensor
is turned on the belt or the wrist, nor which of its axes is which. The parts of a fall
follow Kangas 2008 and Bourke 2007: losing support, the blow, lying still in another
posture.
"""

import numpy as np

from sensors.kinds.fall_signal import AFTER, BEFORE, LONG_BEFORE, RATE, Line, Samples

LIGHT = 0.75
"""g, magnitude under which a body has lost its support."""
STRONG = 1.5
"""g, magnitude of a strong movement."""
RESTLESS = 1.25
"""g, magnitude that a body at rest does not reach."""
STILL = 0.1
"""g, RMS over half a second under which a body lies still."""
NOISE = 1e-9
"""g2; a line with less power has no rhythm."""

NAMES = (
    "peak",
    "lightest",
    "light_lead",
    "light_time",
    "speed",
    "blow_energy",
    "blow_turns",
    "jolt",
    "strong_time",
    "second_peak",
    "before_motion",
    "before_peak",
    "before_size",
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
    "tilt",
    "tilt_late",
    "tilt_fall",
    "turn_rest",
    "turn_total",
    "rhythm",
    "ratio_motion",
    "turn_long",
    "turn_long_late",
)
"""One name per column of `features`; the model card says what each means."""


def _angle(one: Line, other: Line) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    if size == 0:
        return 0.0
    return float(np.degrees(np.arccos(np.clip(float(one @ other) / size, -1.0, 1.0))))


def _motion(part: Samples) -> float:
    """RMS of the samples around their mean, in g."""
    return float(np.sqrt(part.var(axis=0).sum()))


def _rhythm(size: Line) -> float:
    """How regular the magnitude is, 0 to 1: greatest autocorrelation at 0.3 to 1.2 s."""
    line = size - size.mean()
    power = float(line @ line)
    if power < NOISE or len(line) < 2 * RATE:
        return 0.0
    lags = range(int(0.3 * RATE), int(1.2 * RATE) + 1)
    return max(float(line[lag:] @ line[:-lag]) for lag in lags) / power


def _part(samples: Samples, at: int, start: float, end: float) -> Samples:
    """Samples from `start` to `end` seconds after the blow, at least two."""
    first = min(max(0, at + round(start * RATE)), len(samples) - 2)
    last = max(first + 2, at + round(end * RATE))
    return samples[first:last]


def features(samples: Samples, at: int) -> Line:
    """The numbers named in `NAMES` for the blow at index `at`, at `RATE`, in g."""
    first = max(0, at - round(LONG_BEFORE * RATE))
    earlier = samples[first : first + round(1.5 * RATE)].mean(axis=0)
    samples = samples[max(0, at - round(BEFORE * RATE)) : at + round(AFTER * RATE) + 1]
    at = min(at, round(BEFORE * RATE))
    size = np.linalg.norm(samples, axis=1)
    before = _part(samples, at, -BEFORE, -1.2)
    rest = _part(samples, at, 1.2, AFTER)
    late = _part(samples, min(len(samples) - 1, at + round(AFTER * RATE)), -1.5, 0.1)
    return np.array(
        [
            *_blow(samples, size, at),
            *_stillness(before, rest, late),
            *_calmed(_calm(samples, at)),
            float((np.linalg.norm(rest, axis=1) > RESTLESS).sum() / RATE),
            *_turned(samples, at, before, rest, late),
            _rhythm(size[: at + 1]),
            _motion(rest) / (_motion(before) + 0.02),
            _angle(earlier, rest.mean(axis=0)),
            _angle(earlier, late.mean(axis=0)),
        ]
    )


def _blow(samples: Samples, size: Line, at: int) -> tuple[float, ...]:
    """Weightlessness before the blow, the blow itself, and knocks right after it."""
    around = size[max(0, at - round(1.2 * RATE)) : at + 1]
    blow = _part(samples, at, -0.3, 0.8)
    jerks = np.linalg.norm(np.diff(blow, axis=0), axis=1)
    after = size[at + round(0.4 * RATE) :]
    return (
        size[at],
        around.min(),
        (len(around) - 1 - int(around.argmin())) / RATE,
        (around < LIGHT).sum() / RATE,
        np.clip(1.0 - around, 0, None).sum() / RATE,
        np.abs(np.linalg.norm(blow, axis=1) - 1).sum() / RATE,
        float(jerks.sum()),
        float(jerks.max()),
        (size[max(0, at - 25) : at + 38] > STRONG).sum() / RATE,
        after[: round(1.6 * RATE)].max() if len(after) else 1.0,
    )


def _stillness(before: Samples, rest: Samples, late: Samples) -> tuple[float, ...]:
    """How much moves before the blow, after it, and at the end."""
    size_before = np.linalg.norm(before, axis=1)
    still, late_size = np.linalg.norm(rest, axis=1), np.linalg.norm(late, axis=1)
    return (
        _motion(before),
        size_before.max(),
        size_before.mean(),
        _motion(rest),
        float(still.std()),
        still.max(),
        still.mean(),
        _motion(late),
        float(late_size.std()),
        late_size.mean(),
    )


def _turned(
    samples: Samples, at: int, before: Samples, rest: Samples, late: Samples
) -> tuple[float, ...]:
    """Angles between where down was before, while falling, at rest and at the end."""
    start, lying = before.mean(axis=0), rest.mean(axis=0)
    falling = _part(samples, at, -0.6, -0.1).mean(axis=0)
    half = max(1, len(rest) // 2)
    return (
        _angle(start, lying),
        _angle(start, late.mean(axis=0)),
        _angle(falling, lying),
        _angle(rest[:half].mean(axis=0), rest[half:].mean(axis=0)),
        _angle(samples[:13].mean(axis=0), late.mean(axis=0)),
    )


def _calmed(calm: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[float, float]:
    """Share of still instants after the blow, and seconds until the first."""
    share = calm.mean() if len(calm) else 0.0
    return float(share), (int(calm.argmax()) if calm.any() else len(calm)) / RATE


def _calm(samples: Samples, at: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """For each instant after the blow, whether the half second from it was still."""
    width = round(0.5 * RATE)
    part = samples[at:]
    if len(part) <= width:
        return np.zeros(0, dtype=bool)
    windows = np.lib.stride_tricks.sliding_window_view(part, width, axis=0)
    return np.asarray(np.sqrt(windows.var(axis=2).sum(axis=1)) < STILL)
