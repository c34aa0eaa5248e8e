"""Recorded values played through the watch as it would live, for every recording."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from care.alarm import Cause
from care.observation import DeviceId, Kind, Observation, Quality
from care.people import Language, Patient, PatientId
from sensors.held import Kept
from sensors.limits import personal
from sensors.replay import Played, replay
from sensors.streams import RulesOf
from sensors.watch import start

PATIENT = Patient(
    id=PatientId("recorded"), name="", language=Language.ENGLISH, zone=ZoneInfo("UTC")
)
RULES = personal(PATIENT, {})
ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    baseline: str
    ours: str
    target: str


def reading(kind: str, value: float | str | None, unit: str, at: datetime) -> Observation:
    """One recorded value as it would have come."""
    missing = value is None or value != value  # noqa: PLR0124 - not a number
    return Observation(
        patient=PATIENT.id,
        kind=Kind(kind),
        value=None if missing else value,
        unit=unit,
        taken_at=at,
        received_at=at,
        device=DeviceId("recorded"),
        quality=Quality.NO_READING if missing else Quality.GOOD,
    )


def alarms(readings: Iterable[Observation], rules: RulesOf = RULES) -> Iterator[Played]:
    """Bodily alarms of a recording."""
    for one in replay(start(PATIENT, rules, Kept()), readings):
        if isinstance(one, Played) and one.alarm.cause is Cause.PHYSIOLOGICAL:
            yield one
