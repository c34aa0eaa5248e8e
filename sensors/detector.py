"""One rule over one stream: when it raises, when it clears, and nothing else.

A rule compares one measure (the value itself, its rate, its depth times time, minutes of
silence) with a level. The measure must stay beyond the raise level for the raise delay,
with enough readings, before the rule raises; it must stay on the good side of the clear
level for the clear delay before it clears (hysteresis). Only fresh, believed readings come
here, so stale data neither raises nor clears.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from care.alarm import Cause, Priority
from care.observation import Kind
from care.people import Patient, Role
from sensors.window import Window


class Side(StrEnum):
    """On which side of the level the danger lies."""

    LOW = "low"
    HIGH = "high"


class View(NamedTuple):
    """What a measure may look at."""

    window: Window
    at: float
    """The instant of decision, POSIX seconds: of the newest sample, or of a tick."""
    usual: float | None
    """The patient's own median of the last days, or None when not yet known."""
    busy: float | None
    """The patient's own number of readings in a day, likewise."""
    today: int
    """Readings so far in this (UTC) day."""
    patient: Patient
    """For local time and the patient's own day."""
    seen: float
    """Instant of the last believed reading, POSIX seconds."""


Measure = Callable[[View], float | None]
"""The number that a rule compares; None where nothing can be said."""

Due = Callable[[View, float], float | None]
"""When the measure may cross a level by the passing of time alone, POSIX seconds."""


def latest(view: View) -> float | None:
    """The newest value itself."""
    value = view.window[-1].value if view.window else None
    return None if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One alarm condition with its limits; docs/alarms.md lists all of them."""

    code: str
    """Stable code, such as "SPO2-CRIT"."""
    kind: Kind
    reason: str
    """Wording key under `reason`."""
    priority: Priority
    side: Side
    level: float
    """Raised at this level or beyond."""
    clear: float
    """Cleared on the good side of this level, or at it."""
    unit: str
    """UCUM unit of level and clear."""
    source: str
    """Where the numbers come from."""
    group: str
    """Findings of one group update one alarm."""
    also: tuple[tuple[str, float, float], ...] = ()
    """The same limits in other units: unit, level, clear."""
    cause: Cause = Cause.PHYSIOLOGICAL
    raise_after: timedelta = timedelta(0)
    readings: int = 1
    """How many readings beyond the level it takes."""
    clear_after: timedelta = timedelta(0)
    clear_readings: int = 2
    gap: timedelta = timedelta(minutes=10)
    """A longer pause between readings starts the raise delay anew."""
    repeat: timedelta | None = None
    """While it lasts, tell again at this interval."""
    again: timedelta = timedelta(minutes=30)
    """After somebody closed the alarm, raise a new one when it still lasts."""
    measure: Measure = latest
    clears_by: Measure | None = None
    """What is compared with the clear level, where it is another measure."""
    as_newest: bool = False
    """The measure is never beyond the level while the newest value is not."""
    begins_under: float | None = None
    """The measure is not beyond the level while the newest value is at this or over it, in
    the stream's unit."""
    unless: Measure | None = None
    """While this is above 0 the sensor is in doubt: nothing is raised or cleared."""
    base: float | None = None
    """A limit inside the measure, in the stream's unit, as of depth times time."""
    measure_of: Callable[[float], Measure] | None = None
    """Makes the measure anew for another base."""
    follows: str = ""
    """The base keeps its distance from the level of the rule of this code."""
    due: Due | None = None
    """Set for rules that may raise or clear by the passing of time alone."""
    floor: bool = False
    """An urgent floor: no setting can mute it or make it less strict."""
    alone: bool = False
    """Never a mere reason of an alarm of another group."""
    latch: bool = False
    """Something that happened: it does not clear by itself."""
    ask: str | None = None
    """Ask the patient first; wording key under `question`."""
    answer_within: timedelta = timedelta(seconds=45)
    denied: Priority = Priority.MEDIUM
    """Priority once the patient has said that nothing is wrong."""
    opt_in: bool = False
    """Only for patients with a limit of their own for it."""
    scale: int = 0
    """Only for patients of this NEWS2 oxygen scale; 0 is everybody."""
    changed_by: Role = Role.CLINICIAN
    """Who may change it."""


class Episode(NamedTuple):
    """One rule's condition from its first reading beyond the level; POSIX seconds."""

    since: float
    last: float
    """Last reading beyond the level."""
    readings: int
    """Beyond the level so far."""
    raised: float | None = None
    """When the raise delay was over, or None while it runs."""
    calm_since: float | None = None
    calm_count: int = 0


def beyond(rule: Rule, number: float) -> bool:
    """Whether a measure is at the raise level or past it."""
    return number <= rule.level if rule.side is Side.LOW else number >= rule.level


def _calm(rule: Rule, number: float) -> bool:
    return number >= rule.clear if rule.side is Side.LOW else number <= rule.clear


def _rising(rule: Rule, episode: Episode | None, at: float) -> Episode:
    """The raise delay, from its first reading or one reading further."""
    if episode is None or at - episode.last > rule.gap.total_seconds():
        episode = Episode(since=at, last=at, readings=0)
    readings, lasted = episode.readings + 1, at - episode.since
    over = readings >= rule.readings and lasted >= rule.raise_after.total_seconds()
    return Episode(
        since=episode.since,
        last=at,
        readings=readings,
        raised=at if over else None,
    )


def _standing(rule: Rule, episode: Episode, number: float, at: float) -> Episode | None:
    """A raised episode, one reading further; None when it has cleared."""
    if _calm(rule, number):
        calm_since = at if episode.calm_since is None else episode.calm_since
        count = episode.calm_count + 1
        lasted = at - calm_since
        if count >= rule.clear_readings and lasted >= rule.clear_after.total_seconds():
            return None
        return episode._replace(calm_since=calm_since, calm_count=count)
    return episode._replace(last=at, calm_since=None, calm_count=0)


def advance(
    rule: Rule, episode: Episode | None, number: float, at: float
) -> Episode | None:
    """The rule's episode after one more measure at `at`; None when there is none."""
    if episode is not None and episode.raised is not None:
        return _standing(rule, episode, number, at)
    return _rising(rule, episode, at) if beyond(rule, number) else None
