"""Recorded acceleration with stamps of its own becomes evenly spaced samples.

Stamps that come in bursts, as a watch hands them over, stay close to an even spacing and
are spread evenly; stamps with true gaps or a drifting rate are followed. Stamps of whole
seconds or tenths, many rows to one, are spread over the time to the next.
"""

import numpy as np

from sensors.kinds.fall_signal import Line, Samples

BURST = 0.3
"""Seconds that a stamp may lie off the even spacing and still be only a burst."""
COARSE = 1.5
"""So many rows to one stamp, in the mean, are no bursts but stamps that are cut off."""


def spread(times: Line) -> Line:
    """Times of which many are the same, each row at its share of the time to the next."""
    stamps, counts = np.unique(times, return_counts=True)
    if len(stamps) < 2 or len(times) < COARSE * len(stamps):  # noqa: PLR2004 - no next
        return times
    steps = np.diff(stamps)
    steps = np.minimum(np.append(steps, np.median(steps)), np.median(steps))
    begun = np.cumsum(counts) - counts
    share = (np.arange(len(times)) - np.repeat(begun, counts)) / np.repeat(counts, counts)
    return np.asarray(np.repeat(stamps, counts) + share * np.repeat(steps, counts))


def evenly(times: Line, samples: Samples) -> tuple[float, Samples]:
    """Rate in 1/s and samples at that rate, from the first to the last stamp.

    `times` in seconds, not falling, at least two, the last after the first.
    """
    times = spread(times)
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
