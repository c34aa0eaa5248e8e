"""Made-up movements of a worn sensor: standing still, and a fall among them."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from care.observation import DeviceId, Kind, Waveform
from tests.fakes.patients import ADA, at

RATE = 50.0
Samples = NDArray[np.float64]
UP, FLAT = np.array([0.0, -1.0, 0.0]), np.array([0.1, -0.1, 0.98])


def noise(count: int, size: float, seed: int = 1) -> Samples:
    """Normal noise on three axes."""
    return np.random.default_rng(seed).normal(0, size, (count, 3))


def still(seconds: float, posture: Samples = UP) -> Samples:
    """Somebody who does not move."""
    count = int(seconds * RATE)
    return np.tile(posture, (count, 1)) + noise(count, 0.01)


def walk(seconds: float) -> Samples:
    """Somebody who walks."""
    t = np.arange(int(seconds * RATE)) / RATE
    bounce = 0.35 * np.sin(2 * np.pi * 1.8 * t)
    return UP * (1 + bounce[:, None]) + noise(len(t), 0.05)


def turn(seconds: float, start: Samples, end: Samples) -> Samples:
    """From one posture to another."""
    share = np.linspace(0, 1, int(seconds * RATE))[:, None]
    line = start * (1 - share) + end * share
    line /= np.linalg.norm(line, axis=1)[:, None]
    return line + noise(len(line), 0.02)


def blow(size: float) -> Samples:
    """The body meets the floor."""
    t = np.arange(int(0.5 * RATE)) / RATE
    push = 1 + (size - 1) * np.exp(-(((t - 0.1) / 0.05) ** 2)) + 0.8 * np.exp(-t / 0.15)
    return FLAT * push[:, None] + noise(len(t), 0.3)


def fall() -> Samples:
    """Losing balance, and the blow."""
    losing = turn(0.6, UP, FLAT) * np.linspace(0.9, 0.25, int(0.6 * RATE))[:, None]
    return np.vstack([losing, blow(6.0)])


FALLEN = np.vstack([walk(6), fall(), still(9, FLAT)])
"""Walking, then a fall after six seconds, then lying still."""


def stretches(
    samples: Samples,
    start: float = 0,
    kind: str = "acceleration",
    device: str = "belt-1",
) -> list[Waveform]:
    """As a worn sensor sends them, a second at a time."""
    size = int(RATE)
    return [
        Waveform(
            patient=ADA.id,
            kind=Kind(kind),
            unit="[g]",
            rate=RATE,
            axes=("x", "y", "z"),
            samples=tuple(tuple(row) for row in samples[i : i + size].tolist()),
            taken_at=at(start + i / RATE),
            received_at=at(start + (i + size) / RATE),
            device=DeviceId(device),
        )
        for i in range(0, len(samples), size)
    ]


def ending(after: Waveform) -> Waveform:
    """A stretch without samples, a second after the last one."""
    when = after.received_at
    return Waveform(
        patient=after.patient,
        kind=after.kind,
        unit=after.unit,
        rate=after.rate,
        axes=after.axes,
        samples=(),
        taken_at=when,
        received_at=when + timedelta(seconds=1),
        device=after.device,
    )
