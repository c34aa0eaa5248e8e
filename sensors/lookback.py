"""How much of the record a watch must be given again when it starts."""

from datetime import timedelta

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.measures import SILENCES
from sensors.signals import QUIET


def look_back() -> dict[Kind, timedelta]:
    """By kind of single readings: as far as its rules look before its longest silence."""
    return {kind.kind: kind.span + _silence(kind) for kind in KINDS.values()}


def signal_look_back() -> dict[Kind, timedelta]:
    """By kind of sampled signal: the seconds that may still be undecided."""
    return {kind.kind: QUIET for kind in KINDS.values() if kind.gather}


def _silence(kind: SensorKind) -> timedelta:
    """The longest silence that is told of a kind or of its devices."""
    link = KINDS[kind.link].rules if kind.link else ()
    levels = [rule.level for rule in (*kind.rules, *link) if rule.measure in SILENCES]
    return timedelta(minutes=max(levels, default=0.0))
