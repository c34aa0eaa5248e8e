"""One virtual patient's days: what happens when, decided before anything is measured."""

from dataclasses import dataclass
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


def live(scenario: Scenario, rng: Random, start: datetime, days: int) -> Life:
    """Decide a life."""
    per = {
        name: _times(rng, days, rate)
        for name, rate in (
            ("lows", scenario.hypoglycaemia),
            ("highs", scenario.hyperglycaemia),
            ("desaturations", scenario.hypoxaemia),
            ("artefacts", scenario.artefacts),
            ("falls", scenario.falls),
            ("blows", scenario.near_falls),
            ("fevers", scenario.infections),
            ("outages", scenario.outages),
            ("compressions", scenario.compressions),
        )
    }
    minute, hour = 60.0, 3600.0
    lows = _bumps(rng, per["lows"], (40 * minute, 100 * minute), (60, 80))
    highs = _bumps(rng, per["highs"], (3 * hour, 6 * hour), (150, 200))
    pressed = _bumps(rng, per["compressions"], (20 * minute, 45 * minute), (50, 65))
    desats = _bumps(rng, per["desaturations"], (3 * minute, 20 * minute), (9, 16))
    artefacts = _bumps(rng, per["artefacts"], (10.0, 45.0), (15, 35))
    fevers = _bumps(rng, per["fevers"], (18 * hour, 40 * hour), (1.2, 2.2))
    outages = _bumps(rng, per["outages"], (20 * minute, 4 * hour), (1, 1))
    taken, missed = _doses(rng, scenario, days)
    truths = [
        *_truths(start, "hypoglycaemia", "glucose", lows),
        *_truths(start, "hyperglycaemia", "glucose", highs),
        *_truths(start, "compression", "glucose", pressed, real=False),
        *_truths(start, "hypoxaemia", "spo2", desats),
        *_truths(start, "artefact", "spo2", artefacts, real=False),
        *_truths(start, "infection", "temperature", fevers),
        *_truths(start, "outage", "all", outages),
        *_truths(start, "fall", "fall", _moments(per["falls"])),
        *_truths(start, "near fall", "fall", _moments(per["blows"]), real=False),
        *_truths(start, "missed dose", "pillbox", _moments(missed)),
    ]
    return Life(
        start=start,
        days=days,
        truths=tuple(sorted(truths, key=lambda truth: truth.start)),
        meals=_meals(rng, days),
        lows=lows,
        highs=highs,
        compressions=pressed,
        desaturations=desats,
        artefacts=artefacts,
        fevers=fevers,
        outages=outages,
        falls=tuple(per["falls"]),
        blows=tuple(per["blows"]),
        doses=tuple(taken),
        drift=Wander(rng, days, size=10, memory=2 * hour),
        usual_oxygen=rng.uniform(95, 98),
        usual_pulse=rng.uniform(58, 80),
    )
