"""The stored facts that an answer may use: all that is known, at one instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from care.medication import Dose, Regimen
from care.observation import Kind, Observation
from care.people import Patient

READINGS: dict[str, tuple[Kind, ...]] = {
    "glucose": (Kind("glucose"),),
    "oxygen": (Kind("spo2"),),
    "pressure": (Kind("systolic"), Kind("diastolic")),
    "pulse": (Kind("pulse"),),
    "temperature": (Kind("temperature"),),
    "weight": (Kind("weight"),),
    "breathing": (Kind("respiration"),),
}
"""What a patient may ask about, and the stored kinds that answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person who was told of something, and what became of it."""

    name: str
    at: datetime
    reached: bool
    """The message was handed over; not yet that anybody has read it."""
    acknowledged: bool
    """This person has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """One stream of readings: when it last spoke, and its battery where known."""

    reading: str
    """Key of `READINGS`, or the stored kind."""
    last_at: datetime
    battery: int | None = None
    """Per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that will happen: a check-in, a visit, a measurement."""

    at: datetime
    key: str
    """Wording key under `talk.event`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Facts about one patient."""

    readings: Sequence[Observation] = ()
    """Of the kinds asked about, oldest first, about the last eight days."""
    doses: Sequence[Dose] = ()
    """On the ledger, due in the last days, in order."""
    planned: Sequence[Dose] = ()
    """Due from now on, in order, about a day and a half ahead."""
    regimens: Sequence[Regimen] = ()
    """Confirmed and running."""
    told: Sequence[Told] = ()
    """In the last day, oldest first."""
    devices: Sequence[DeviceState] = ()
    events: Sequence[Event] = ()
    """To come, in order."""
    nurse: str = ""
    """Name of the person who gets tasks, or empty."""


class Facts(Protocol):
    """Where stored facts come from."""

    async def known(self, patient: Patient, reading: str | None, now: datetime) -> Known:
        """Everything an answer may need; `reading` is a key of `READINGS` or None."""
        ...
