"""What rules compare besides the value itself."""

from itertools import pairwise
from typing import cast

from sensors.detector import Due, Measure, View
from sensors.window import middle, numbers, since

MINUTE = 60.0
DEEPEST = 3.0
"""Points that one instant may count."""
LONGEST_STEP = 10.0
"""Seconds that one sample may stand for: a gap is not depth."""


def depth_times_time(limit: float, seconds: float = 20.0) -> Measure:
    """Points under `limit` times seconds, in the last seconds (SatSeconds, GE Dash manual).

    Each sample counts until the next one, at most for `LONGEST_STEP`, and for no more than
    `DEEPEST`: a probe that slips reads very low, but not for long.
    """

    def measure(view: View) -> float | None:
        newest = view.window[-1].value if view.window else None
        if newest is None or isinstance(newest, str) or newest >= limit:
            return 0.0
        window = since(view.window, view.at - seconds)
        total = 0.0
        for one, following in pairwise(window):
            depth = min(DEEPEST, max(0.0, limit - cast("float", one.value)))
            total += depth * min(LONGEST_STEP, following.at - one.at)
        return total

    return measure


def steep(limit: float, seconds: float = 60.0) -> Measure:
    """How far the value fell in the last seconds to end at `limit` or under; else 0."""

    def measure(view: View) -> float | None:
        newest = view.window[-1].value if view.window else None
        if newest is None or isinstance(newest, str) or newest > limit:
            return 0.0
        recent = numbers(since(view.window, view.at - seconds))
        return max(recent) - newest if recent else 0.0

    return measure


def from_usual(view: View) -> float | None:
    """Newest value less the patient's own median."""
    value = view.window[-1].value if view.window else None
    if view.usual is None or value is None or isinstance(value, str):
        return None
    return value - view.usual


DENSE = 6
"""More samples than so many in an hour are a continuous stream."""


def spot(view: View) -> float | None:
    """Newest value of somebody who measures now and then; None for a dense stream."""
    window = view.window
    if len(window) > DENSE and window[-DENSE - 1].at >= view.at - 60 * MINUTE:
        return None
    value = window[-1].value if window else None
    return None if isinstance(value, str) else value


def silence(view: View) -> float | None:
    """Minutes since the last believed reading."""
    return max(0.0, view.at - view.seen) / MINUTE


WORN_READINGS, WORN_SECONDS = 4, 180.0
"""So many readings over so long are a sensor that is worn, not one used now and then."""


def silence_of_worn(view: View) -> float | None:
    """Minutes since the last believed reading; None for measurements now and then."""
    window = view.window
    if len(window) < WORN_READINGS or window[-1].at - window[0].at < WORN_SECONDS:
        return None
    return silence(view)


SILENCES = frozenset({silence, silence_of_worn})
"""Measures that only time makes worse, and every reading makes good."""


def silent_until(view: View, level: float) -> float | None:
    """When silence will have lasted `level` minutes."""
    return view.seen + level * MINUTE


def happened(words: frozenset[str], minutes: float) -> Measure:
    """1 while one of the words was said in the last minutes, else 0."""

    def measure(view: View) -> float | None:
        recent = since(view.window, view.at - minutes * MINUTE)
        return 1.0 if any(one.value in words for one in recent) else 0.0

    return measure


def past(words: frozenset[str], minutes: float) -> Due:
    """When the last such word will be older than so many minutes."""

    def due(view: View, _level: float) -> float | None:
        times = [one.at for one in view.window if one.value in words]
        return times[-1] + minutes * MINUTE + 1 if times else None

    return due


def drop(minutes: float) -> Measure:
    """How far the newest value lies below the highest of the last minutes."""

    def measure(view: View) -> float | None:
        values = numbers(since(view.window, view.at - minutes * MINUTE))
        return max(values) - values[-1] if values else None

    return measure


def gain(minutes: float) -> Measure:
    """How far the newest value lies above the lowest of the last minutes."""

    def measure(view: View) -> float | None:
        values = numbers(since(view.window, view.at - minutes * MINUTE))
        return values[-1] - min(values) if values else None

    return measure


def loss_percent(minutes: float) -> Measure:
    """How far the newest value lies below the highest of the last minutes, in percent."""

    def measure(view: View) -> float | None:
        values = numbers(since(view.window, view.at - minutes * MINUTE))
        return 100 * (max(values) - values[-1]) / max(values) if values else None

    return measure


def steady(minutes: float) -> Measure:
    """Median of the last minutes: one odd reading moves nothing."""

    def measure(view: View) -> float | None:
        return middle(since(view.window, view.at - minutes * MINUTE))

    return measure


def stuck(view: View) -> float | None:
    """Minutes for which the very same value has come again and again."""
    start = view.at
    for one in reversed(view.window):
        if one.value != view.window[-1].value:
            break
        start = one.at
    return (view.at - start) / MINUTE


def never(_view: View, _level: float) -> float | None:
    """For rules of time that only a new reading can move."""
    return None
