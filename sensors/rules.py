"""Rules that many kinds share: silence of a stream, and something that happened."""

from datetime import timedelta
from typing import Any

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.measures import happened, past, silence, silence_of_worn, silent_until

EVENT_MINUTES = 2.0
"""The same event word again within this time is the same event."""


def silent(
    kind: Kind,
    prefix: str,
    *,
    warn: float,
    urgent: float | None = None,
    source: str,
    priority: Priority = Priority.MEDIUM,
    each: bool = False,
    worn: bool = False,
) -> tuple[Rule, ...]:
    """No believed reading for `warn` minutes (low) and for `urgent` minutes (`priority`).

    Codes are `<prefix>-SILENT` and `<prefix>-LOST`. A stream is expected from its first
    reading on. With `each`, a device is a stream of its own and is named. With `worn`,
    nothing is expected of measurements made now and then.
    """

    def one(code: str, minutes: float, level: Priority) -> Rule:
        return Rule(
            code=f"{prefix}-{code}",
            kind=kind,
            cause=Cause.TECHNICAL,
            reason="device_silent" if each else "stream_silent",
            priority=level,
            side=Side.HIGH,
            level=minutes,
            clear=minutes / 2,
            clear_readings=1,
            unit="min",
            measure=silence_of_worn if worn else silence,
            due=silent_until,
            group=f"silence-{kind}",
            source=source,
        )

    rules = [one("SILENT", warn, Priority.LOW)]
    if urgent is not None:
        rules.append(one("LOST", urgent, priority))
    return tuple(rules)


LINK = "_link"
"""How the kinds end that watch over the devices of another kind."""


def link(kind: Kind, prefix: str, *, warn: float, source: str, about: str) -> SensorKind:
    """The kind in which each device of `kind` shows that it lives (`SensorKind.link`).

    Devices that share one stream, such as the movement sensors of all rooms, must not
    mask one another's silence.
    """
    own = Kind(f"{kind}{LINK}")
    return SensorKind(
        kind=own,
        units=("1",),
        words=frozenset({"alive"}),
        fresh=timedelta(hours=1),
        span=timedelta(minutes=warn),
        per_device=True,
        rules=silent(own, prefix, warn=warn, source=source, each=True),
        about=about,
    )


def event(
    kind: Kind,
    code: str,
    words: tuple[str, ...],
    *,
    reason: str,
    priority: Priority,
    group: str,
    source: str,
    cause: Cause = Cause.PHYSIOLOGICAL,
    ask: str | None = None,
    answer_within: timedelta = timedelta(seconds=30),
    denied: Priority = Priority.LOW,
    floor: bool = False,
    minutes: float = EVENT_MINUTES,
) -> Rule:
    """A code word of a device that is an alarm by itself; it does not clear by itself."""
    known = frozenset(words)
    return Rule(
        code=code,
        kind=kind,
        cause=cause,
        reason=reason,
        priority=priority,
        side=Side.HIGH,
        level=1,
        clear=0,
        clear_readings=1,
        unit="1",
        measure=happened(known, minutes),
        due=past(known, minutes),
        group=group,
        source=source,
        ask=ask,
        answer_within=answer_within,
        denied=denied,
        floor=floor,
        latch=True,
    )


def below(kind: Kind, code: str, level: float, clear: float, **more: Any) -> Rule:
    """Danger when the measure is at `level` or under it; see `Rule` for the rest."""
    return Rule(kind=kind, code=code, side=Side.LOW, level=level, clear=clear, **more)


def above(kind: Kind, code: str, level: float, clear: float, **more: Any) -> Rule:
    """Danger when the measure is at `level` or over it; see `Rule` for the rest."""
    return Rule(kind=kind, code=code, side=Side.HIGH, level=level, clear=clear, **more)
