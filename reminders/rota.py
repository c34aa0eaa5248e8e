"""When the home asks how somebody is: check-ins by the clock, and on occasion.

Never while the person sleeps, never twice for one occasion, and never within the rest
time after an asking that nobody answered (thresholds: 30 minutes). A check-in that could
not be put within its hour is dropped, not piled up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.alarm import Alarm, Cause, Priority
from care.people import PatientId, Routine
from reminders.calendar_days import wall
from reminders.slots import seconds

WINDOW = timedelta(minutes=60)
REST = timedelta(minutes=30)
RETRY = timedelta(minutes=1)
STAMP = "%Y%m%dT%H%M%SZ"
AFTER_ALARM = {"FALL": "pain", "SPO2": "breath", "RR": "breath", "BREATHING": "breath"}
"""What is asked after an alarm, by a part of its code; else "how are you"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One row of the rota: which survey, at what local time, on which days."""

    survey: str
    at: time
    weekdays: frozenset[int] = frozenset()
    """Monday 0; empty for every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One asking that is due."""

    id: str
    """Survey and instant; the same occasion has the same id after a restart."""
    survey: str
    due: datetime
    closes: datetime
    why: str = "rota"
    """ "rota", "dose", "alarm" or "asked"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The check-ins of one patient; frozen, saved after every step."""

    patient: PatientId
    zone: ZoneInfo
    routine: Routine
    visits: tuple[Visit, ...] = ()
    planned_to: datetime
    waiting: tuple[Occasion, ...] = ()
    begun: tuple[str, ...] = ()
    """Ids of occasions that were begun, newest last."""
    rest_until: datetime | None = None
    retry_at: datetime | None = None
    """Something due could not begin; look again at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed; `held` while a call, an alarm or another talk is on."""

    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Something asks for a check-in: a dose, an alarm, or the patient."""

    survey: str
    why: str
    at: datetime
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A check-in ended without an answer."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Start this check-in now."""

    occasion: Occasion


Event = Tick | Called | Unanswered


def step(state: Rota, event: Event, now: datetime) -> tuple[Rota, tuple[Begin, ...]]:
    """The one transition function; at most one check-in begins at a time."""
    match event:
        case Unanswered(at=at):
            return replace(state, rest_until=at + REST), ()
        case Called():
            return _called(state, event), ()
        case Tick(held=held):
            return _tick(planned(state, now), now, held=held)


def replanned(state: Rota, visits: tuple[Visit, ...], now: datetime) -> Rota:
    """With other times from now on; what was called for on occasion stays."""
    called = tuple(one for one in state.waiting if one.why != "rota" or one.due <= now)
    return planned(replace(state, visits=visits, waiting=called, planned_to=now), now)


def next_due(state: Rota) -> datetime:
    """When to tick next, at the latest."""
    retry = state.retry_at or datetime.min.replace(tzinfo=UTC)
    dues = (max(one.due, retry) for one in state.waiting)
    return min(dues, default=state.planned_to)


def planned(state: Rota, now: datetime) -> Rota:
    """With every occasion of the coming day."""
    end = now + timedelta(hours=24)
    if state.planned_to >= now + timedelta(hours=12):
        return state
    fresh = [
        one
        for visit in state.visits
        for one in _occasions(visit, state, end)
        if state.planned_to <= one.due < end
    ]
    return replace(state, waiting=_by_due((*state.waiting, *fresh)), planned_to=end)


def _occasions(visit: Visit, state: Rota, end: datetime) -> Iterable[Occasion]:
    day = max(state.planned_to, end - timedelta(hours=48)).astimezone(state.zone).date()
    while day <= end.astimezone(state.zone).date():
        if not visit.weekdays or day.weekday() in visit.weekdays:
            due = wall(day, seconds(visit.at), state.zone)
            yield _occasion(visit.survey, due, "rota")
        day += timedelta(days=1)


def _occasion(survey: str, due: datetime, why: str) -> Occasion:
    stamp = due.strftime(STAMP)
    return Occasion(
        id=f"{survey}-{stamp}", survey=survey, due=due, closes=due + WINDOW, why=why
    )


def _by_due(occasions: Iterable[Occasion]) -> tuple[Occasion, ...]:
    unique = {one.id: one for one in occasions}
    return tuple(sorted(unique.values(), key=lambda one: (one.due, one.id)))


def _called(state: Rota, event: Called) -> Rota:
    one = _occasion(event.survey, event.at + event.after, event.why)
    if one.id in state.begun or (one.why == "alarm" and _asked_lately(state, one)):
        return state
    return replace(state, waiting=_by_due((*state.waiting, one)))


def _asked_lately(state: Rota, one: Occasion) -> bool:
    """An hour of alarms is one occasion."""
    stamps = (key.rpartition("-")[2] for key in state.begun if key.startswith(one.survey))
    begun = (datetime.strptime(stamp, STAMP).replace(tzinfo=UTC) for stamp in stamps)
    waiting = (other.due for other in state.waiting if other.survey == one.survey)
    return any(abs(one.due - due) < WINDOW for due in (*begun, *waiting))


def after_alarm(alarm: Alarm) -> Called | None:
    """How are you, half an hour after something was wrong with the person.

    The same alarm told again is the same occasion.
    """
    urgent = alarm.priority is not Priority.LOW
    if alarm.cause is not Cause.PHYSIOLOGICAL or not urgent:
        return None
    parts = alarm.code.split("-")
    survey = next((AFTER_ALARM[one] for one in parts if one in AFTER_ALARM), "day")
    return Called(survey=survey, why="alarm", at=alarm.raised_at, after=REST)


def _tick(state: Rota, now: datetime, *, held: bool) -> tuple[Rota, tuple[Begin, ...]]:
    open_still = tuple(one for one in state.waiting if one.closes > now)
    state = replace(state, waiting=open_still, retry_at=now + RETRY)
    resting = state.rest_until is not None and now < state.rest_until
    ready = [
        one
        for one in open_still
        if one.due <= now and (one.why == "asked" or not (resting or asleep(state, now)))
    ]
    if held or not ready:
        return state, ()
    first = ready[0]
    same = tuple(one for one in open_still if one.survey == first.survey and one.due <= now)
    left = tuple(one for one in open_still if one not in same)
    begun = (*state.begun, *(one.id for one in same))[-50:]
    return replace(state, waiting=left, begun=begun), (Begin(occasion=first),)


def asleep(state: Rota, now: datetime) -> bool:
    """Whether the person's own day has not begun or is over."""
    local = now.astimezone(state.zone)
    wake = _at(local.date(), state.routine.wake, state.zone)
    bed = _at(local.date(), state.routine.bed, state.zone)
    return (wake < bed and not wake <= now < bed) or (bed <= now < wake)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return wall(day, seconds(clock), zone)
