"""One virtual patient's days: what happens when, decided before anything is measured."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sensors.simulator.scenario import Scenario
from sensors.simulator.signals import DAY, Bump, Meal, Wander
from sensors.simulator.truth import Truth

MEALS = (7.5, 12.5, 19.0)
"""Local hours."""
DOSES = (8.0, 20.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Everything that happens; seconds count from the start of the simulation."""

    start: datetime
    days: int
    truths: tuple[Truth, ...]
    meals: tuple[Meal, ...]
    lows: tuple[Bump, ...]
    highs: tuple[Bump, ...]
    compressions: tuple[Bump, ...]
    desaturations: tuple[Bump, ...]
    artefacts: tuple[Bump, ...]
    fevers: tuple[Bump, ...]
    outages: tuple[Bump, ...]
    falls: tuple[float, ...]
    blows: tuple[float, ...]
    doses: tuple[float, ...]
    """When the pill box is opened."""
    drift: Wander
    """Of glucose, mg/dL."""
    usual_oxygen: float
    usual_pulse: float


def _times(rng: Random, days: int, per_day: float) -> list[float]:
    """Instants of a Poisson process, at least three hours apart."""
    found: list[float] = []
    if per_day <= 0:
        return found
    second = rng.expovariate(per_day) * DAY
    while second < days * DAY - 7200:
        if not found or second - found[-1] > 3 * 3600:
            found.append(second)
        second += rng.expovariate(per_day) * DAY
    return found


def _bumps(
    rng: Random,
    times: list[float],
    length: tuple[float, float],
    height: tuple[float, float],
) -> tuple[Bump, ...]:
    return tuple(
        Bump(start=at, length=rng.uniform(*length), height=rng.uniform(*height))
        for at in times
    )


def _truths(
    start: datetime, what: str, kind: str, bumps: tuple[Bump, ...], *, real: bool = True
) -> list[Truth]:
    return [
        Truth(
            what=what,
            kind=kind,
            start=start + timedelta(seconds=bump.start),
            end=start + timedelta(seconds=bump.start + bump.length),
            real=real,
        )
        for bump in bumps
    ]


def _at_night(rng: Random, bumps: tuple[Bump, ...]) -> tuple[Bump, ...]:
    """The same, moved into the nights in which somebody lies on the sensor; one each."""
    nights = {int(bump.start // DAY): bump for bump in bumps}
    return tuple(
        replace(bump, start=day * DAY + rng.uniform(*NIGHT)) for day, bump in nights.items()
    )


def _moments(times: list[float]) -> tuple[Bump, ...]:
    return tuple(Bump(start=at, length=60.0, height=1.0) for at in times)


def _meals(rng: Random, days: int) -> tuple[Meal, ...]:
    return tuple(
        Meal(start=day * DAY + hour * 3600 + rng.gauss(0, 900), rise=rng.uniform(20, 55))
        for day in range(days)
        for hour in MEALS
    )


def _doses(rng: Random, scenario: Scenario, days: int) -> tuple[list[float], list[float]]:
    """When the box was opened, and the due times of doses missed."""
    taken, missed = [], []
    for day in range(days):
        for hour in DOSES:
            due = day * DAY + hour * 3600
            if rng.random() < scenario.missed_doses:
                missed.append(due)
            else:
                taken.append(due + abs(rng.gauss(0, 900)))
    return taken, missed


RATES = (
    "hypoglycaemia",
    "hyperglycaemia",
    "hypoxaemia",
    "artefacts",
    "falls",
    "near_falls",
    "infections",
    "outages",
    "compressions",
)
"""The fields of a scenario that are numbers a day."""
MINUTE, HOUR = 60.0, 3600.0
NIGHT = (1 * HOUR, 5.5 * HOUR)
FELT = {"acceleration": "fall", "acceleration_wrist": "fall"}
"""The stream that a sampled signal becomes."""
SHAPES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "hypoglycaemia": ((40 * MINUTE, 100 * MINUTE), (60, 80)),
    "hyperglycaemia": ((3 * HOUR, 6 * HOUR), (150, 200)),
    "compressions": ((20 * MINUTE, 45 * MINUTE), (42, 58)),
    "hypoxaemia": ((3 * MINUTE, 20 * MINUTE), (9, 16)),
    "artefacts": ((10.0, 45.0), (15, 35)),
    "infections": ((18 * HOUR, 40 * HOUR), (1.2, 2.2)),
    "outages": ((20 * MINUTE, 4 * HOUR), (1, 1)),
}
"""Shortest and longest, least and greatest."""
SHOWN = (
    ("hypoglycaemia", "hypoglycaemia", "glucose", True),
    ("hyperglycaemia", "hyperglycaemia", "glucose", True),
    ("compressions", "compression", "glucose", False),
    ("hypoxaemia", "hypoxaemia", "spo2", True),
    ("artefacts", "artefact", "spo2", False),
    ("infections", "infection", "temperature", True),
    ("outages", "outage", "all", True),
    ("falls", "fall", "fall", True),
    ("near_falls", "near fall", "fall", False),
    ("missed", "missed dose", "pillbox", True),
)
"""What the truth file calls them, the stream that shows them, and whether they are real."""


def live(scenario: Scenario, rng: Random, start: datetime, days: int) -> Life:
    """Decide a life."""
    times = {name: _times(rng, days, getattr(scenario, name)) for name in RATES}
    bumps = {
        name: _bumps(rng, times[name], length, height)
        for name, (length, height) in SHAPES.items()
    }
    bumps["compressions"] = _at_night(rng, bumps["compressions"])
    taken, missed = _doses(rng, scenario, days)
    for name, moments in (*times.items(), ("missed", missed)):
        bumps.setdefault(name, _moments(moments))
    measured = {FELT.get(kind, kind) for kind in scenario.kinds} | {"all"}
    truths = [
        truth
        for name, what, kind, real in SHOWN
        if kind in measured
        for truth in _truths(start, what, kind, bumps[name], real=real)
    ]
    return Life(
        start=start,
        days=days,
        truths=tuple(sorted(truths, key=lambda truth: truth.start)),
        meals=_meals(rng, days),
        lows=bumps["hypoglycaemia"],
        highs=bumps["hyperglycaemia"],
        compressions=bumps["compressions"],
        desaturations=bumps["hypoxaemia"],
        artefacts=bumps["artefacts"],
        fevers=bumps["infections"],
        outages=bumps["outages"],
        falls=tuple(times["falls"]),
        blows=tuple(times["near_falls"]),
        doses=tuple(taken),
        drift=Wander(rng, days, size=10, memory=2 * HOUR),
        usual_oxygen=rng.uniform(95, 98),
        usual_pulse=rng.uniform(58, 80),
    )
