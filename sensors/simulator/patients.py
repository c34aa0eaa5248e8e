"""Virtual patients by number: the same scenario and seed give the same people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from care.observation import Reading
from care.people import PatientId
from care.speech import Meaning
from sensors.simulator.devices import readings
from sensors.simulator.life import live
from sensors.simulator.scenario import Scenario
from sensors.simulator.truth import Truth

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """One virtual patient: what the home received, and what was true."""

    patient: PatientId
    readings: tuple[Reading, ...]
    truths: tuple[Truth, ...]


def simulate(
    scenario: Scenario,
    *,
    patients: int,
    days: int,
    seed: int,
    traces: Sequence[Sequence[float]] = (),
) -> Iterator[Simulated]:
    """Patients one after the other; recorded glucose traces are dealt out in turn."""
    for number in range(patients):
        rng = Random(f"{seed}/{number}")  # noqa: S311 - not for secrets
        patient = PatientId(f"virtual-{number + 1:03d}")
        life = live(scenario, rng, START, days)
        trace = traces[number % len(traces)] if traces else None
        yield Simulated(
            patient=patient,
            readings=tuple(readings(patient, life, scenario, rng, trace)),
            truths=life.truths,
        )


def answer(scenario: Scenario, rng: Random, *, trouble: bool) -> Meaning:
    """What a virtual patient says when asked whether something is wrong."""
    if rng.random() >= scenario.answers:
        return Meaning.SILENCE
    truth = Meaning.YES if trouble else Meaning.NO
    if rng.random() < scenario.honest:
        return truth
    return Meaning.OTHER
