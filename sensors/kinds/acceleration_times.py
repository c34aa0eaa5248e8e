"""Recorded acceleration with stamps of its own becomes evenly spaced samples.

Stamps that come in bursts, as a watch hands them over, stay close to an even spacing and
are spread evenly; stamps with true gaps or a drifting rate are followed.
"""

import numpy as np

from sensors.kinds.fall_signal import Line, Samples

BURST = 0.3
"""Seconds that a stamp may lie off the even spacing and still be only a burst."""


def evenly(times: Line, samples: Samples) -> tuple[float, Samples]:
    """Rate in 1/s and samples at that rate, from the first to the last stamp.

    `times` in seconds, not falling, at least two, the last after the first.
    """
    span = float(times[-1] - times[0])
    rate = (len(times) - 1) / span
    line = times[0] + np.arange(len(times)) / rate
    if float(np.abs(times - line).max()) < BURST:
        return rate, samples
    kept = np.concatenate([[True], np.diff(times) > 0])
    columns = [
        np.interp(line, times[kept], samples[kept, axis])
        for axis in range(samples.shape[1])
    ]
    return rate, np.stack(columns, axis=1)
