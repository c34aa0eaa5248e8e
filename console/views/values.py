"""The latest value of every kind, with its age; and whether the home is watching."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from care.observation import Kind, Observation, Quality
from care.people import Patient
from console.views.outline import kinds
from records.states import HEARTBEAT
from records.unit import Unit
from sensors.kinds import KINDS

SILENT = timedelta(seconds=30)
"""Real time without a heartbeat after which the home counts as not watched."""
EVENTS = frozenset({"fall", "panic", "pillbox", "door", "motion", "button"})
"""Kinds that speak when something happens: their last word does not get stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The last thing a device said."""

    seen: Observation
    old: bool
    """Says nothing about the present any more."""

    @property
    def doubtful(self) -> bool:
        """Whether the device itself doubts it."""
        return self.seen.quality is Quality.QUESTIONABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Whether the station is at work."""

    last: datetime | None
    """Its last heartbeat, in the home's time."""
    alive: bool


def stale_after(kind: Kind, usual: timedelta) -> timedelta:
    """From what age a value of this kind is marked old."""
    known = KINDS.get(kind)
    return max(known.fresh, usual) if known else usual


def latest(
    unit: Unit, patient: Patient, now: datetime, usual: timedelta
) -> tuple[Latest, ...]:
    """One per kind that this patient's devices ever sent, freshest first."""
    found = [unit.readings.latest(patient.id, kind) for kind in kinds(unit, patient.id)]
    shown = [
        Latest(
            seen=seen,
            old=seen.kind not in EVENTS
            and now - seen.taken_at > stale_after(seen.kind, usual),
        )
        for seen in found
        if seen is not None
    ]
    return tuple(sorted(shown, key=lambda one: (one.seen.kind in EVENTS, one.seen.kind)))


def watching(unit: Unit, now: datetime, silent: timedelta) -> Watching:
    """By the heartbeat.

    Args:
        unit: a look at the record.
        now: the home's present instant.
        silent: home time without a heartbeat that counts as not watching.
    """
    last = unit.states.load(HEARTBEAT, datetime)
    return Watching(last=last, alive=last is not None and now - last <= silent)
