"""The ladders of one patient: every alarm that is raised climbs until a person ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.desks.desk import Tick
from care.alarm import Alarm, Cause, Priority
from care.commands import Raise
from care.escalation import Escalation, EscalationId, Policy, Stage
from care.people import PatientId
from escalation import ladder
from records.unit import Unit
from sensors.watch import Closed

EVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLadder:
    """Something happened to one escalation: a delivery, an acknowledgement, an end."""

    escalation: EscalationId
    event: ladder.Event


class Ladders:
    """Open escalations by id; their state is the escalation rows of the record."""

    takes: tuple[type, ...] = (Raise, ToLadder, Tick)

    def __init__(self, patient: PatientId, policies: Mapping[Priority, Policy]) -> None:
        """Begin with no open alarm."""
        self.name = f"ladders:{patient}"
        self._patient = patient
        self._policies = policies
        self._open: dict[EscalationId, Escalation] = {}
        self._ended: set[EscalationId] = set()

    def state(self) -> object:
        """Nothing of its own: each step records its escalation."""
        return None

    @property
    def urgent(self) -> bool:
        """Whether somebody is being called for the patient right now."""
        return any(
            one.stage is Stage.CLIMBING
            and one.alarm.priority is Priority.HIGH
            and one.alarm.cause is Cause.PHYSIOLOGICAL
            for one in self._open.values()
        )

    @property
    def alarmed(self) -> bool:
        """Whether an alarm about the patient is open that is not of the lowest priority."""
        return any(
            one.alarm.cause is Cause.PHYSIOLOGICAL
            and one.alarm.priority is not Priority.LOW
            for one in self._open.values()
        )

    def restore(self, unit: Unit) -> None:
        """Go on with the escalations that nobody has resolved.

        Those that were resolved lately are remembered: a core that says its standing
        alarms again after a restart must not wake anybody twice.
        """
        known = unit.escalations.between(self._patient, *EVER)
        self._ended = {one.id for one in known if one.stage is Stage.RESOLVED}
        mine = (e for e in unit.escalations.open() if e.alarm.patient == self._patient)
        self._open = {one.id: one for one in mine}

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Start, move or end ladders."""
        match value:
            case Raise(alarm=alarm):
                return self._raise(alarm, now)
            case ToLadder(escalation=key, event=event):
                return self._step(key, event, now)
            case _:
                ticks = [self._step(key, ladder.Tick(), now) for key in tuple(self._open)]
                return tuple(command for commands in ticks for command in commands)

    def _raise(self, alarm: Alarm, now: datetime) -> tuple[object, ...]:
        key = ladder.escalation_id(alarm)
        policy = self._policies[alarm.priority]
        if key in self._ended:
            return ()
        if key in self._open:
            return self._step(key, ladder.Updated(alarm=alarm, policy=policy), now)
        self._open[key] = ladder.begin(alarm, policy, now)
        return self._step(key, ladder.Started(), now)

    def _step(
        self, key: EscalationId, event: ladder.Event, now: datetime
    ) -> tuple[object, ...]:
        before = self._open.get(key)
        if before is None:
            return ()
        after, commands = ladder.step(before, event, now)
        if after.stage is Stage.RESOLVED:
            del self._open[key]
            self._ended.add(key)
            return (*commands, Closed(alarm=after.alarm.id))
        self._open[key] = after
        return commands
