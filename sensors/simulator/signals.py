"""What the devices of a virtual patient measure, as functions of time.

Glucose follows a minimal model of meals and insulin (rise and fall of a gamma shape around
a wandering base, after Bergman's minimal model in spirit), or a recorded trace; oxygen
falls and comes back as in induced-hypoxaemia studies; artefacts are steep dips with little
perfusion. All numbers are plausible, none is a claim about physiology.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

DAY = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bump:
    """A change that rises and fades: seconds of its start and length, and its depth."""

    start: float
    length: float
    height: float

    def at(self, second: float) -> float:
        """How much of it there is: a plateau with soft ends."""
        inside = second - self.start
        if not 0 <= inside <= self.length:
            return 0.0
        edge = min(inside, self.length - inside) / (self.length / 4)
        return self.height * min(1.0, edge)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """Carbohydrate that raises glucose for some hours."""

    start: float
    rise: float

    def at(self, second: float) -> float:
        """Rise in mg/dL at a later second; highest after an hour."""
        hours = (second - self.start) / 3600
        if hours <= 0 or hours > 6:  # noqa: PLR2004 - nothing is left then
            return 0.0
        return self.rise * hours * math.exp(1 - hours)


class Wander:
    """Slow noise that comes back to zero (an Ornstein-Uhlenbeck path on a grid)."""

    def __init__(self, rng: Random, days: int, *, size: float, memory: float) -> None:
        """`size` is the standard deviation, `memory` seconds until half is forgotten."""
        self._step = 300.0
        keep = 0.5 ** (self._step / memory)
        fresh = size * math.sqrt(1 - keep**2)
        value = rng.gauss(0, size)
        self._path: list[float] = []
        for _ in range(int(days * DAY / self._step) + 2):
            value = keep * value + rng.gauss(0, fresh)
            self._path.append(value)

    def at(self, second: float) -> float:
        """The noise at a second, straight between grid points."""
        place = min(second / self._step, len(self._path) - 1.001)
        low = int(place)
        part = place - low
        return self._path[low] * (1 - part) + self._path[low + 1] * part


def total(bumps: Sequence[Bump | Meal], second: float) -> float:
    """All bumps together."""
    return sum(bump.at(second) for bump in bumps)


def fall_samples(
    rng: Random, rate: float, *, real: bool
) -> list[tuple[float, float, float]]:
    """Eleven seconds of acceleration in g: standing, then a fall, or a blow and no fall."""
    noise = 0.03
    samples: list[tuple[float, float, float]] = []
    for i in range(int(11 * rate)):
        second = i / rate
        upright = (0.0, 0.0, 1.0) if second < 4 or not real else (0.95, 0.2, 0.1)  # noqa: PLR2004
        size = 1.0
        if 3.6 <= second < 4.0 and real:  # noqa: PLR2004 - falling
            size = 0.3
        if 4.0 <= second < 4.1:  # noqa: PLR2004 - the blow
            size = rng.uniform(3.2, 5.0)
        x, y, z = (size * axis + rng.gauss(0, noise) for axis in upright)
        samples.append((x, y, z))
    return samples
