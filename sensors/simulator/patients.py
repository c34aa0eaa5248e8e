"""Virtual patients by number: the same scenario and seed give the same people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from care.observation import Reading
from care.people import PatientId
from care.speech import Meaning
from sensors.simulator.devices import readings
from sensors.simulator.life import live
from sensors.simulator.material import NONE, Material
from sensors.simulator.recorded import shown, told
from sensors.simulator.scenario import Scenario
from sensors.simulator.truth import Truth

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday."""
BODILY = frozenset({"glucose", "spo2", "fall", "temperature"})
"""Kinds whose events a patient notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """One virtual patient: what the home received, and what was true."""

    patient: PatientId
    readings: tuple[Reading, ...]
    truths: tuple[Truth, ...]
    answers: dict[datetime, Meaning]
    """What the patient would say if asked, by the start of each truth: not always, and
    not always clearly."""


def simulate(
    scenario: Scenario,
    *,
    patients: int,
    days: int,
    seed: int,
    recorded: Material = NONE,
) -> Iterator[Simulated]:
    """Patients one after the other; recordings are dealt out in turn."""
    for number in range(patients):
        rng = Random(f"{seed}/{number}")  # noqa: S311 - not for secrets
        patient = PatientId(f"virtual-{number + 1:03d}")
        life = live(scenario, rng, START, days)
        shows = shown(recorded, number)
        truths = told(life, shows)
        found = tuple(readings(patient, life, scenario, rng, shows))
        answers = {
            one.start: answer(scenario, rng, trouble=one.real and one.kind in BODILY)
            for one in truths
        }
        yield Simulated(patient=patient, readings=found, truths=truths, answers=answers)


def answer(scenario: Scenario, rng: Random, *, trouble: bool) -> Meaning:
    """What a virtual patient says when asked whether something is wrong."""
    if rng.random() >= scenario.answers:
        return Meaning.SILENCE
    truth = Meaning.YES if trouble else Meaning.NO
    if rng.random() < scenario.honest:
        return truth
    return Meaning.OTHER
