"""What rules compare besides the value itself."""

from itertools import pairwise

from sensors.detector import Due, Measure, View
from sensors.window import middle, numbers, since, slope

MINUTE = 60.0


def rate(minutes: float) -> Measure:
    """Change per minute over the last minutes, by least squares."""

    def measure(view: View) -> float | None:
        return slope(since(view.window, view.at - minutes * MINUTE))

    return measure


def depth_times_time(limit: float, minutes: float) -> Measure:
    """Points under `limit` times seconds in the last minutes (SatSeconds, GE Dash manual).

    Each sample counts until the next one, at most for 10 s: a gap is not depth.
    """

    def measure(view: View) -> float | None:
        window = since(view.window, view.at - minutes * MINUTE)
        total = 0.0
        for one, following in pairwise(window):
            if not isinstance(one.value, str) and one.value < limit:
                total += (limit - one.value) * min(10.0, following.at - one.at)
        return total

    return measure


def from_usual(view: View) -> float | None:
    """Newest value less the patient's own median."""
    value = view.window[-1].value if view.window else None
    if view.usual is None or value is None or isinstance(value, str):
        return None
    return value - view.usual


def silence(view: View) -> float | None:
    """Minutes since the last believed reading."""
    return max(0.0, view.at - view.seen) / MINUTE


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
