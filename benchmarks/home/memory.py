"""What each process of a home weighs."""

import psutil

NAMES = {
    "mosquitto": "broker",
    "console": "console",
    "service.py": "nlu",
    "recognizers": "ears",
    "voices": "voice",
}
"""A part of the command line, and whose it is; the first that fits counts."""


def _name(process: psutil.Process) -> str:
    line = " ".join(process.cmdline()[:3])
    found = (name for part, name in NAMES.items() if part in line)
    return next(found, process.name())


def weigh(station: int) -> dict[str, tuple[float, float]]:
    """RSS and PSS in MB of the station's process and of all that it started."""
    first = psutil.Process(station)
    weights: dict[str, tuple[float, float]] = {}
    for name, process in [
        ("station", first),
        *((_name(child), child) for child in first.children(recursive=True)),
    ]:
        full = process.memory_full_info()
        rss, pss = weights.get(name, (0.0, 0.0))
        weights[name] = (rss + full.rss / 1e6, pss + full.pss / 1e6)
    return weights
