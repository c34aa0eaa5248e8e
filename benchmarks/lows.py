"""What a low is, and how warnings and alarms of it are scored.

A low is at least 15 min under 70 mg/dL. An alarm is true when raised from 60 min before to
15 min after its start and, if raised earlier than 30 min before it, still standing then.
The strict reading is used: early is what was raised before the crossing and still stands
at it; lead is 10 min or more of that. Every alarm that is true of no low is false.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.recorded import Trace

LOW = 70.0
Span = tuple[float, float]


def lows(trace: Trace, need: float = 900.0) -> list[Span]:
    """Start and end of each low: 15 min under 70 or longer, ended by 15 min over it."""
    longest = max(2.5 * trace.step, 1800.0)
    found: list[Span] = []
    since: float | None = None
    end = 0.0
    for at, value in zip(trace.times.tolist(), trace.values.tolist(), strict=True):
        broken = since is not None and at - end > longest
        if since is not None and (value >= LOW or broken):
            stop = end + trace.step if broken else at
            if stop - since >= need:
                joins = bool(found) and since - found[-1][1] < need
                found[-1:] = (
                    [(found[-1][0], stop)] if joins else [*found[-1:], (since, stop)]
                )
            since = None
        if value < LOW:
            since, end = (at if since is None else since), at
    if since is not None and end + trace.step - since >= need:
        found.append((since, end + trace.step))
    return found


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
        return Score(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[arg-type]

    def text(self, *, warning: bool) -> str:
        """As in the table."""
        many, days = max(1, self.lows), max(1e-9, self.days)
        false = f"{self.false / days:.2f}/day"
        if not warning:
            return f"{self.found / many:.3f}, {false}"
        return f"early {self.early / many:.2f}, lead {self.lead / many:.2f}, {false}"


def score(found: list[Span], trace: Trace) -> Score:
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
        known += bool(hits)
        first = min((found[i][0] for i in hits if found[i][1] >= begin), default=begin)
        early += first < begin
        lead += first <= begin - 600
    steps = np.diff(trace.times)
    days = float(steps[steps < 3600].sum()) / 86400
    return Score(len(events), known, early, lead, len(found) - len(true), days)
