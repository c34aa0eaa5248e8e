"""The last stretch of one stream, in order of measurement.

Times inside a window are POSIX seconds: a window is memory, rebuilt from the record at
every start and never stored, and it is touched at every reading.
"""

from bisect import bisect_left
from statistics import median
from typing import NamedTuple, cast


class Sample(NamedTuple):
    """One believed value."""

    at: float
    """When it was measured, POSIX seconds."""
    value: float | str
    """A number in the stream's unit, or a code word."""
    perfusion: float | None = None
    """Perfusion index in %, where the device tells."""
    late: bool = False
    """Backfilled: looked back on, never decided on."""


Window = tuple[Sample, ...]
"""Samples, oldest first, at most one for an instant."""

SLACK = 1.25
"""Trimmed when this much longer than the span, so that most additions only append."""


def add(window: Window, sample: Sample, span: float) -> Window:
    """The window with one more sample, holding at least the last `span` seconds.

    A sample for an instant already held replaces it only when it is greater, so that the
    result does not depend on the order of arrival.
    """
    if not window or sample.at > window[-1].at:
        if window and sample.at - window[0].at > span * SLACK:
            return (*since(window, sample.at - span), sample)
        return (*window, sample)
    at = bisect_left(window, sample.at, key=lambda held: held.at)
    if window[at].at == sample.at:
        kept = max(window[at], sample, key=lambda one: (str(one.value), one.perfusion or 0))
        if kept == window[at]:
            return window
        return (*window[:at], kept, *window[at + 1 :])
    return (*window[:at], sample, *window[at:])


def since(window: Window, start: float) -> Window:
    """The samples measured at `start` or later."""
    if not window or window[0].at >= start:
        return window
    return window[bisect_left(window, start, key=lambda held: held.at) :]


def numbers(window: Window) -> list[float]:
    """The values, in order, of a stream of numbers."""
    return cast("list[float]", [one[1] for one in window])


def middle(window: Window) -> float | None:
    """Median of the numeric values, or None when there are none."""
    values = numbers(window)
    return median(values) if values else None


def slope(window: Window) -> float | None:
    """Least-squares rate of change per minute, or None for fewer than three samples."""
    if len(window) < 3:  # noqa: PLR2004 - two points make a line of any noise
        return None
    values = numbers(window)
    minutes = [(s.at - window[0].at) / 60 for s in window]
    mean_t, mean_v = sum(minutes) / len(minutes), sum(values) / len(values)
    spread = sum((t - mean_t) ** 2 for t in minutes)
    if spread == 0:
        return None
    pairs = zip(minutes, values, strict=True)
    return sum((t - mean_t) * (v - mean_v) for t, v in pairs) / spread
