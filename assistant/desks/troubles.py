"""What is wrong with the home itself: each trouble that lasts becomes one technical alarm.

A broker that is gone for two seconds is nobody's business at 3 a.m.; one that stays away
is. So a trouble has a patience: it is raised when it lasts longer, and cleared (not
resolved) when it is over.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.desks.desk import Tick
from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.commands import Clear, Raise, WakeAt
from care.people import PatientId
from records.unit import Unit

PATIENCE = timedelta(seconds=30)
START_UP = timedelta(minutes=2)
"""For a part that comes up beside the home, and was not seen since the home started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something began to be wrong, or is over."""

    code: str
    """Such as "BROKER" or "SERVICE-EARS"; one open trouble each."""
    key: str
    """Wording key under `reason`."""
    over: bool = False
    priority: Priority = Priority.MEDIUM
    patience: timedelta = PATIENCE
    at_first: timedelta | None = None
    """Patience while the part was never seen to be well; None: no other than usual."""
    what: str = ""
    """Name of the part, a fact of the wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A trouble that is not over."""

    trouble: Trouble
    since: datetime
    raised: AlarmId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """All of them, by code."""

    standing: dict[str, Standing]


class TroubleDesk:
    """Holds the troubles of a home for one patient."""

    takes: tuple[type, ...] = (Trouble, Tick)

    def __init__(self, patient: PatientId) -> None:
        """All is well."""
        self.name = f"troubles:{patient}"
        self._patient = patient
        self._state = Troubles(standing={})
        self._well: set[str] = set()

    def state(self) -> object:
        """What is wrong, and what was told of it."""
        return self._state

    def restore(self, unit: Unit) -> None:
        """Remember what was told; what is still wrong will say so again."""
        saved = unit.states.load(self.name, Troubles) or self._state
        kept = {code: one for code, one in saved.standing.items() if not _starts(one)}
        self._state = Troubles(standing=kept)

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Note a trouble or its end, and raise those that last."""
        if isinstance(value, Trouble):
            return self._noted(value, now)
        asked: list[object] = []
        for code, one in self._state.standing.items():
            if one.raised is None and now >= one.since + one.trouble.patience:
                asked.append(self._raised(code, one, now))
        return tuple(asked)

    def _noted(self, trouble: Trouble, now: datetime) -> tuple[object, ...]:
        before = self._state.standing.get(trouble.code)
        if trouble.over:
            self._well.add(trouble.code)
            rest = {k: v for k, v in self._state.standing.items() if k != trouble.code}
            self._state = Troubles(standing=rest)
            told = before is not None and before.raised is not None
            return (Clear(alarm=before.raised, at=now),) if told else ()  # type: ignore[union-attr,arg-type]
        if before is not None:
            return ()
        if trouble.at_first is not None and trouble.code not in self._well:
            trouble = replace(trouble, patience=trouble.at_first)
        self._put(trouble.code, Standing(trouble=trouble, since=now))
        return (WakeAt(at=now + trouble.patience),)

    def _put(self, code: str, one: Standing) -> None:
        self._state = Troubles(standing=self._state.standing | {code: one})

    def _raised(self, code: str, one: Standing, now: datetime) -> Raise:
        stamp = one.since.strftime("%Y%m%dT%H%M%S")
        alarm = Alarm(
            id=AlarmId(f"{self._patient}/TECH-{code}/{stamp}"),
            patient=self._patient,
            code=f"TECH-{code}",
            cause=Cause.TECHNICAL,
            priority=one.trouble.priority,
            raised_at=now,
            reasons=(Reason(key=one.trouble.key, facts=(("what", one.trouble.what),)),),
        )
        self._put(code, replace(one, raised=alarm.id))
        return Raise(alarm=alarm)


def _starts(one: Standing) -> bool:
    """Whether it was told to nobody yet, and is of a part that now has to come up anew."""
    return one.raised is None and one.trouble.at_first is not None
