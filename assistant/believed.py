"""The clock of a real home: the system's, as far as it can be believed.

A jump of the wall clock (a dead battery, a wrong time server, a hand) must not make a
dose due twice or skip one. `reminders.timekeeper` decides which time counts; this clock
tells it, and hands on the alarms that come of it.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from care.clock import Clock, stopwatch
from care.people import PatientId
from records.unit import Unit
from reminders import timekeeper
from reminders.timekeeper import Command, Seen, Started, Timekeeper

STATE = "clock"


class BelievedClock:
    """See `care.clock.Clock`; `alarms` is drained by the station."""

    def __init__(
        self, wall: Clock, patient: PatientId, count: Callable[[], float] = stopwatch
    ) -> None:
        """Believe the wall until `start` knows better."""
        self.alarms: deque[Command] = deque()
        self._wall, self._count = wall, count
        self.state = Timekeeper(patient=patient)
        self._now = wall.now()

    def start(self, unit: Unit) -> None:
        """Go on from the latest instant on record: nothing is earlier than that."""
        self.state = unit.states.load(STATE, Timekeeper) or self.state
        self._step(Started(wall=self._wall.now(), count=self._count()))

    def now(self) -> datetime:
        """The instant that counts; it stands still while the clock is behind the record."""
        self._step(Seen(wall=self._wall.now(), count=self._count()))
        return self._now

    def real_seconds(self, span: timedelta) -> float:
        """See `care.clock.Clock`."""
        return self._wall.real_seconds(span)

    def _step(self, event: Started | Seen) -> None:
        self.state, instant, commands = timekeeper.step(self.state, event)
        self._now = instant or self.state.latest or self._now
        self.alarms.extend(commands)
