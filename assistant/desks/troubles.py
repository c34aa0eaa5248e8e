"""What is wrong with the home itself: each trouble that lasts becomes one technical alarm.

A broker that is gone for two seconds is nobody's business at 3 a.m.; one that stays away
is. So a trouble has a patience: it is raised when it lasts longer, and cleared (not
resolved) when it has been over for a while. What is wrong again before that was never
over: a speaker that comes and goes all night is not well.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.desks.desk import Tick
from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.commands import Clear, Raise, WakeAt
from care.people import PatientId
from records.unit import Unit

PATIENCE = timedelta(seconds=30)
STEADY = timedelta(seconds=30)
"""A part that stays well for so long is well."""
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
    well_since: datetime | None = None
    """Since then it may be over."""


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
        held = tuple(self._state.standing.items())
        return tuple(said for code, one in held for said in self._looked(code, one, now))

    def _looked(self, code: str, one: Standing, now: datetime) -> tuple[object, ...]:
        """Raise what lasts, and let go of what stayed well."""
        if one.well_since is None:
            lasts = one.raised is None and now >= one.since + one.trouble.patience
            return (self._raised(code, one, now),) if lasts else ()
        if now < one.well_since + STEADY:
            return ()
        rest = {k: v for k, v in self._state.standing.items() if k != code}
        self._state = Troubles(standing=rest)
        return (Clear(alarm=one.raised, at=now),) if one.raised is not None else ()

    def _noted(self, trouble: Trouble, now: datetime) -> tuple[object, ...]:
        before = self._state.standing.get(trouble.code)
        if trouble.over:
            self._well.add(trouble.code)
            if before is None or before.well_since is not None:
                return ()
            self._put(trouble.code, replace(before, well_since=now))
            return (WakeAt(at=now + STEADY),)
        if trouble.at_first is not None and trouble.code not in self._well:
            trouble = replace(trouble, patience=trouble.at_first)
        if before is None:
            one = Standing(trouble=trouble, since=now)
        else:
            one = replace(before, trouble=trouble, well_since=None)
        self._put(trouble.code, one)
        return (WakeAt(at=max(now, one.since + trouble.patience)),)

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
