"""What the devices of a virtual patient send, with their noise, gaps and lies."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from sensors.simulator.life import Life
from sensors.simulator.material import Movement
from sensors.simulator.recorded import MADE_UP, Shown, played
from sensors.simulator.scenario import Scenario
from sensors.simulator.signals import DAY, fall_samples, total

ROOMS = ("kitchen", "lounge", "hallway", "bathroom", "bedroom")
UNITS = {
    "glucose": "mg/dL",
    "spo2": "%",
    "pulse": "/min",
    "respiration": "/min",
    "temperature": "Cel",
    "systolic": "mm[Hg]",
    "battery": "%",
}
EVERY = {
    "glucose": 300.0,
    "spo2": 60.0,
    "pulse": 60.0,
    "respiration": 60.0,
    "temperature": 4 * 3600.0,
    "systolic": 8 * 3600.0,
    "battery": 6 * 3600.0,
}
"""Seconds between readings."""
FINE = 4.0
"""Seconds between oximeter samples while something happens."""
POOR = 0.2
"""Perfusion index in % of a loose oximeter."""

RATE = 50.0
"""Samples a second of the worn accelerometer."""
BLOW_AFTER = 4.0
"""Seconds of the samples before the blow."""

Signal = Callable[[float], tuple[float | None, float | None]]
"""Value (None without a reading) and perfusion at a second."""


def _observation(
    patient: PatientId,
    life: Life,
    kind: str,
    second: float,
    value: float | str | None,
    *,
    perfusion: float | None = None,
) -> Observation:
    at = life.start + timedelta(seconds=round(second, 3))
    return Observation(
        patient=patient,
        kind=Kind(kind),
        value=value,
        unit=UNITS.get(kind, "1"),
        taken_at=at,
        received_at=at,
        device=DeviceId(f"{kind}-device"),
        quality=Quality.NO_READING if value is None else Quality.GOOD,
        perfusion=perfusion,
    )


def _glucose(life: Life, rng: Random, shows: Shown) -> Signal:
    def value(second: float) -> tuple[float | None, float | None]:
        if shows.trace is not None:
            number = played(shows.trace, second)
        else:
            number = 118 + total(life.meals, second) + life.drift.at(second)
            number += total(life.highs, second)
            depth = total(life.lows, second)
            number = min(number, 118.0) - depth if depth else number
        number -= total(life.compressions, second)
        return round(min(400.0, max(40.0, number + rng.gauss(0, 2)))), None

    return value


def _oxygen(life: Life, rng: Random, scenario: Scenario) -> Signal:
    def value(second: float) -> tuple[float | None, float | None]:
        if rng.random() < scenario.no_reading:
            return None, None
        false = total(life.artefacts, second)
        true = life.usual_oxygen - total(life.desaturations, second)
        number = min(100.0, true - false + rng.gauss(0, 0.6))
        return float(round(max(52.0, number))), POOR if false else round(
            rng.uniform(1, 4), 1
        )

    return value


def _simple(life: Life, rng: Random, kind: str) -> Signal:
    def value(second: float) -> tuple[float | None, float | None]:
        fever = total(life.fevers, second)
        ill = total(life.desaturations, second)
        number = {
            "pulse": life.usual_pulse + 14 * fever + 1.5 * ill + rng.gauss(0, 3),
            "respiration": 15 + 3 * fever + 0.4 * ill + rng.gauss(0, 1),
            "temperature": 36.6 + fever + rng.gauss(0, 0.15),
            "systolic": 132 - 8 * fever + rng.gauss(0, 7),
            "battery": 100 - 70 * (second % (7 * DAY)) / (7 * DAY),
        }[kind]
        return round(number, 1) if kind == "temperature" else float(round(number)), None

    return value


def _grid(life: Life, kind: str) -> Iterator[float]:
    """When a kind is measured: evenly, and an oximeter densely while something happens."""
    second, every = 0.0, EVERY[kind]
    busy = (*life.desaturations, *life.artefacts) if kind == "spo2" else ()
    while second < life.days * DAY:
        yield second
        near = any(b.start - 60 <= second <= b.start + b.length + 120 for b in busy)
        second += FINE if near else every


def _moves(life: Life, rng: Random) -> Iterator[tuple[float, str]]:
    """Rooms through the day, and a heartbeat of the sensors at night."""
    second, last = 0.0, 0.0
    while second < life.days * DAY:
        hour = second % DAY / 3600
        awake = 7 <= hour < 22  # noqa: PLR2004 - the simulated routine
        if awake or rng.random() < 0.05:  # noqa: PLR2004 - up at night
            room = rng.choice(ROOMS)
            yield second, room
            if room == "bathroom":
                second += 300
                yield second, "hallway"
            last = second
        elif second - last >= 3600:  # noqa: PLR2004 - each hour
            yield second, "alive"
            last = second
        second += rng.expovariate(1 / 480)


def _events(life: Life, rng: Random, kind: str) -> list[tuple[float, str]]:
    if kind == "motion":
        return list(_moves(life, rng))
    if kind == "pillbox":
        beats = [(6 * 3600.0 * i, "alive") for i in range(life.days * 4)]
        return [*beats, *((at, "opened") for at in life.doses)]
    beats = [(3600.0 * i, "alive") for i in range(life.days * 24)]
    return [*beats, *((at, "fall") for at in life.falls)]


def _movements(life: Life, rng: Random, shows: Shown) -> Iterator[tuple[float, Movement]]:
    """When each movement with a blow begins, recorded where there are recordings."""
    for real, times in ((True, life.falls), (False, life.blows)):
        for place, second in enumerate(times):
            movement = shows.movement(place, real=real)
            if movement is None:
                samples = tuple(fall_samples(rng, RATE, real=real))
                movement = Movement(name="", rate=RATE, samples=samples, blow=BLOW_AFTER)
            yield second - movement.blow, movement


def _waves(patient: PatientId, life: Life, rng: Random, shows: Shown) -> Iterator[Waveform]:
    """Raw acceleration around every fall and every blow, in stretches of a second."""
    for start, movement in _movements(life, rng, shows):
        rate, samples = movement.rate, movement.samples
        for first in range(0, len(samples), int(rate)):
            part = samples[first : first + int(rate)]
            begin = start + first / rate
            yield Waveform(
                patient=patient,
                kind=Kind("acceleration"),
                unit="[g]",
                rate=rate,
                axes=("x", "y", "z"),
                samples=part,
                taken_at=_at(life, begin),
                received_at=_at(life, begin + len(part) / rate),
                device=DeviceId("acceleration-device"),
            )


def readings(
    patient: PatientId,
    life: Life,
    scenario: Scenario,
    rng: Random,
    shows: Shown = MADE_UP,
) -> list[Reading]:
    """Everything that reaches the home, in order; nothing does during an outage."""
    signals = {
        "glucose": _glucose(life, rng, shows),
        "spo2": _oxygen(life, rng, scenario),
        **{
            kind: _simple(life, rng, kind)
            for kind in EVERY
            if kind not in ("glucose", "spo2")
        },
    }
    found: list[Reading] = []
    for kind in sorted(scenario.kinds):
        if kind == "acceleration":
            found += _waves(patient, life, rng, shows)
        elif kind in signals:
            for second in _grid(life, kind):
                value, perfusion = signals[kind](second)
                found.append(
                    _observation(patient, life, kind, second, value, perfusion=perfusion)
                )
        else:
            for second, word in _events(life, rng, kind):
                found.append(_observation(patient, life, kind, second, word))
    cut = [(_at(life, b.start), _at(life, b.start + b.length)) for b in life.outages]
    heard = [r for r in found if not any(a <= r.taken_at < b for a, b in cut)]
    return sorted(heard, key=lambda one: one.received_at)


def _at(life: Life, second: float) -> datetime:
    return life.start + timedelta(seconds=second)
