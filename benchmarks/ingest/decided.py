"""The end of the way: the watch of each patient has stepped."""

import threading
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from benchmarks.ingest.source import names
from care.clock import stopwatch
from care.observation import Reading
from care.people import Language, Patient, PatientId
from sensors.held import Kept
from sensors.limits import personal
from sensors.watch import Measured, Watch, start, step


class Decided:
    """Steps the watch of each patient and notes when."""

    def __init__(self, total: int, *, watching: bool = True) -> None:
        self.total, self.count, self.first = total, 0, 0
        self.watching = watching
        self.begin = self.end = 0.0
        self.spans: list[float] = []
        self.all = threading.Event()
        # As in a home, the watches stand before the first reading comes.
        patients = [PatientId(name) for name in names()] if watching else []
        self.watches = {patient: _watch(patient) for patient in patients}

    def __call__(self, readings: tuple[Reading, ...]) -> None:
        """Decide."""
        for reading in readings if self.watching else ():
            now = datetime.now(UTC)
            watch = self.watches[reading.patient]
            self.watches[reading.patient] = step(watch, Measured(reading=reading), now)[0]
            self.spans.append((datetime.now(UTC) - reading.taken_at).total_seconds())
        self.count += len(readings)
        self.end = stopwatch()
        if not self.begin:
            self.begin, self.first = self.end, self.count
        if self.count >= self.total:
            self.all.set()


def _watch(patient: PatientId) -> Watch:
    person = Patient(id=patient, name="x", language=Language.ENGLISH, zone=ZoneInfo("UTC"))
    return start(person, personal(person, {}), Kept())
