"""Local wall-clock questions about an instant, in the patient's own day."""

from datetime import datetime, timedelta

from care.instants import of_seconds
from care.people import Patient


def local(patient: Patient, at: float) -> datetime:
    """An instant (POSIX seconds) on the patient's wall clock."""
    return of_seconds(at).astimezone(patient.zone)


def awake(patient: Patient, at: float) -> bool:
    """Whether the patient is usually up at that instant."""
    routine, clock = patient.routine, local(patient, at).time()
    if routine.wake <= routine.bed:
        return routine.wake <= clock < routine.bed
    return clock >= routine.wake or clock < routine.bed


def next_bed(patient: Patient, at: float) -> float:
    """The next bedtime after an instant, POSIX seconds."""
    here = local(patient, at)
    bed = datetime.combine(here, patient.routine.bed, patient.zone)
    bed = bed if bed > here else bed + timedelta(days=1)
    return bed.timestamp()


def last_wake(patient: Patient, at: float) -> float:
    """The last getting-up time before an instant, POSIX seconds."""
    here = local(patient, at)
    wake = datetime.combine(here, patient.routine.wake, patient.zone)
    wake = wake if wake <= here else wake - timedelta(days=1)
    return wake.timestamp()
