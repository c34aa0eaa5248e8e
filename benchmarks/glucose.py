"""Lows in recorded glucose, through the watch as it would live.

A low is at least 15 min under 70 mg/dL. An alarm is true when raised from 60 min before to
15 min after its start, and, if raised earlier than that, still standing 30 min before it.
Early is before the start; lead is 10 min or more before it. The warning and the low alarm
are scored apart. The model of the warning was made from these people: what stands under
"other people" is of models that had not seen the person.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from benchmarks.recorded import Trace, glucose
from benchmarks.training.glucose import ON_OTHERS, lows
from benchmarks.vitals import PATIENT, RULES, Row, reading
from care.commands import Clear
from sensors.held import Kept
from sensors.replay import Played, replay
from sensors.watch import start

WARNINGS = frozenset({"GLUCOSE-LOW-SOON", "GLU-SOON", "GLU-FALLING"})
LOWS = frozenset({"GLU-LOW", "GLU-URGENT", "GLU-PRESSED"})
FOREVER = 1e12
TYPE_1 = frozenset({"AZT1D", "T1D-UOM", "PhysioCGM", "Bris-T1D_Open", "D1NAMO"})


class Score(NamedTuple):
    """Counts over some people."""

    lows: int = 0
    found: int = 0
    early: int = 0
    lead: int = 0
    false: int = 0
    days: float = 0.0

    def plus(self, other: "Score") -> "Score":
        """Both together."""
        return Score(
            self.lows + other.lows,
            self.found + other.found,
            self.early + other.early,
            self.lead + other.lead,
            self.false + other.false,
            self.days + other.days,
        )

    def text(self, *, warning: bool) -> str:
        """As in the table."""
        many, days = max(1, self.lows), max(1e-9, self.days)
        false = f"{self.false / days:.2f}/day"
        if not warning:
            return f"{self.found / many:.3f}, {false}"
        return f"early {self.early / many:.2f}, lead {self.lead / many:.2f}, {false}"


def alarms(trace: Trace) -> list[tuple[str, float, float]]:
    """Code, start and end of every alarm."""
    readings = (
        reading("glucose", value, "mg/dL", datetime.fromtimestamp(at, UTC))
        for at, value in zip(trace.times.tolist(), trace.values.tolist(), strict=True)
    )
    raised: dict[str, tuple[str, float]] = {}
    cleared: dict[str, float] = {}
    for one in replay(start(PATIENT, RULES, Kept()), readings):
        if isinstance(one, Clear):
            cleared[one.alarm] = one.at.timestamp()
        elif isinstance(one, Played):
            raised.setdefault(one.alarm.id, (one.alarm.code, one.at.timestamp()))
    return [(code, at, cleared.get(key, FOREVER)) for key, (code, at) in raised.items()]


def score(found: list[tuple[float, float]], trace: Trace) -> Score:
    """Alarms, each from start to end, against the lows of a trace."""
    events, true = lows(trace), set[int]()
    known = early = lead = 0
    for begin, _ in events:
        hits = [
            i
            for i, (at, end) in enumerate(found)
            if begin - 3600 <= at <= begin + 900 and end >= max(at, begin - 1800)
        ]
        true.update(hits)
        first = min((found[i][0] for i in hits), default=None)
        if first is not None:
            known, early = known + 1, early + (first < begin)
            lead += first <= begin - 600
    steps = np.diff(trace.times)
    days = float(steps[steps < 3600].sum()) / 86400
    return Score(len(events), known, early, lead, len(found) - len(true), days)


def _groups() -> dict[str, tuple[Callable[[Trace], bool], str, str]]:
    """Who is scored together; baseline of the warning; its target."""
    return {
        "type 1 at 5 min": (
            lambda t: t.source in TYPE_1 and t.step <= 300,
            "under 80: early 0.77, lead 0.54, 1.07/day",
            "early 0.80, lead 0.65, 0.8/day",
        ),
        "over 60": (
            lambda t: t.age >= 60 and t.source != "HUPA-UCM",
            "under 80: early 0.81, 0.73/day",
            "early 0.75, 0.5/day",
        ),
    }


def table(share: int) -> Iterator[Row]:
    """Two rows for each group; every `share`th person."""
    groups = _groups()
    kept = [t for t in glucose() if any(rule(t) for rule, _, _ in groups.values())]
    known = [(trace, alarms(trace)) for trace in kept[::share]]
    for name, (rule, baseline, target) in groups.items():
        warning, low = Score(), Score()
        for trace, told in known:
            if rule(trace):
                warned = [(at, end) for code, at, end in told if code in WARNINGS]
                lowered = [(at, end) for code, at, end in told if code in LOWS]
                warning = warning.plus(score(warned, trace))
                low = low.plus(score(lowered, trace))
        other = ON_OTHERS[name]
        yield Row(
            what=f"low soon, {name} ({low.lows} lows)",
            baseline=baseline,
            ours=f"{warning.text(warning=True)}; other people {other}",
            target=target,
        )
        yield Row(
            what=f"low, {name}",
            baseline="under 70: 0.99, 0.28/day",
            ours=low.text(warning=False),
            target="0.97, 0.12/day",
        )
