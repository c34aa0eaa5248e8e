"""All streams of one patient, and how a reading finds its own."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from care.observation import Kind, Observation
from care.people import Patient
from sensors.baseline import NEW
from sensors.detector import Episode, Rule
from sensors.held import Kept, Standing
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.panel import Panel, panel_of
from sensors.stream import (
    HEARTBEAT,
    Episodes,
    Stream,
    feed,
    store,
    stream_of,
    tick,
)
from sensors.vetting import Doubt, doubt, sample

RulesOf = dict[str, Panel]
"""A patient's rules by kind and unit, "glucose mg/dL", from `sensors.limits.personal`."""

Streams = dict[str, Stream]
"""By kind, or by kind and device."""


class Given(Protocol):
    """What of a watch the streams need to know."""

    @property
    def patient(self) -> Patient:
        """Whose streams."""
        ...

    @property
    def rules(self) -> RulesOf:
        """With this patient's limits."""
        ...

    @property
    def kept(self) -> Kept:
        """Alarms that are open."""
        ...


def sign_of_life(reading: Observation, link: Kind) -> Observation:
    """What a reading says of its device alone: that it lives."""
    return replace(reading, kind=link, value=HEARTBEAT, unit="1", perfusion=None)


def ticked(streams: Streams, now: datetime) -> Streams:
    """All streams at a later instant."""
    at = now.timestamp()
    return {name: tick(stream, at) for name, stream in streams.items()}


def _own(rule: Rule, suffix: str) -> Rule:
    return replace(rule, code=rule.code + suffix, group=rule.group + suffix)


def _opened(kind: SensorKind, name: str, panel: Panel, unit: str, given: Given) -> Stream:
    """A new stream, with the episodes of the alarms that are open about it."""
    if name != kind.kind:
        suffix = name.removeprefix(kind.kind)
        panel = panel_of(tuple(_own(rule, suffix) for rule in panel.rules))
    codes = {rule.code for rule in panel.rules}
    episodes: Episodes = {
        one.code: Episode(since := one.since.timestamp(), since, 1, raised=since)
        for held in given.kept.alarms.values()
        for one in held.findings
        if one.code in codes and held.standing is not Standing.CLEARED
    }
    stream = stream_of(kind, panel, unit, given.patient, episodes)
    return stream._replace(baseline=given.kept.usual.get(name, NEW))


def fed(
    streams: Streams, reading: Observation, now: datetime, given: Given
) -> tuple[str, Stream] | None:
    """A reading's stream after it; None when the reading decides nothing at all."""
    kind = KINDS.get(reading.kind)
    if kind is None:
        return None
    reason = doubt(kind, reading, now)
    if reason is not None and reason is not Doubt.LATE:
        return None
    name, unit = str(kind.kind), reading.unit
    if kind.per_device:
        name += f"@{reading.device}"
    stream = streams.get(name)
    if stream is None or stream.unit != unit:
        stream = _opened(kind, name, given.rules[f"{kind.kind} {unit}"], unit, given)
    change = feed if reason is None else store
    return name, change(stream, sample(reading))
