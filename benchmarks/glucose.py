"""Lows in recorded glucose, through the watch as it would live, scored by `lows`.

The warning and the low alarm are scored apart. The model of the warning was made from
these people: what stands under "other people" is of models that had not seen the person,
played through the same watch (`benchmarks.training.glucose`).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace as changed
from datetime import UTC, datetime

from benchmarks.lows import Score, Span, score
from benchmarks.played import PATIENT, RULES, Row, reading
from benchmarks.recorded import Trace, glucose
from care.commands import Clear
from sensors.forest import Forest, card_of
from sensors.held import Kept
from sensors.kinds.glucose_risk import risk_by
from sensors.panel import panel_of
from sensors.replay import Played, replay
from sensors.streams import RulesOf
from sensors.watch import start

LEARNED = "GLUCOSE-LOW-SOON"
WARNINGS = frozenset({LEARNED, "GLU-SOON", "GLU-FALLING"})
LOWS = frozenset({"GLU-LOW", "GLU-URGENT", "GLU-PRESSED"})
FOREVER = 1e12
TYPE_1 = frozenset({"AZT1D", "T1D-UOM", "PhysioCGM", "Bris-T1D_Open", "D1NAMO"})
GROUPS: dict[str, Callable[[Trace], bool]] = {
    "type 1 at 5 min": lambda t: t.source in TYPE_1 and t.step <= 300,
    "over 60": lambda t: t.age >= 60 and t.source != "HUPA-UCM",
}
BESIDE = {
    "type 1 at 5 min": (
        "under 80: early 0.77, lead 0.54, 1.07/day",
        "early 0.80, lead 0.65, 0.8/day",
    ),
    "over 60": ("under 80: early 0.81, 0.73/day", "early 0.75, 0.5/day"),
}
"""Baseline and target of the warning."""


def rules_with(trees: Forest) -> RulesOf:
    """The rules of the project, with another model of coming lows."""
    name = "glucose mg/dL"
    measure = risk_by(lambda: trees)
    rules = [
        changed(rule, measure=measure) if rule.code == LEARNED else rule
        for rule in RULES[name].rules
    ]
    return {**RULES, name: panel_of(tuple(rules))}


def alarms(trace: Trace, rules: RulesOf = RULES) -> list[tuple[str, float, float]]:
    """Code, start and end of every alarm."""
    readings = (
        reading("glucose", value, "mg/dL", datetime.fromtimestamp(at, UTC))
        for at, value in zip(trace.times.tolist(), trace.values.tolist(), strict=True)
    )
    raised: dict[str, tuple[str, float]] = {}
    cleared: dict[str, float] = {}
    for one in replay(start(PATIENT, rules, Kept()), readings):
        if isinstance(one, Clear):
            cleared[one.alarm] = one.at.timestamp()
        elif isinstance(one, Played):
            raised.setdefault(one.alarm.id, (one.alarm.code, one.at.timestamp()))
    return [(code, at, cleared.get(key, FOREVER)) for key, (code, at) in raised.items()]


def spans(told: list[tuple[str, float, float]], codes: frozenset[str]) -> list[Span]:
    """Start and end of the alarms of some codes."""
    return [(at, end) for code, at, end in told if code in codes]


def table(share: int) -> Iterator[Row]:
    """Two rows for each group; every `share`th person."""
    kept = [t for t in glucose() if any(rule(t) for rule in GROUPS.values())]
    known = [(trace, alarms(trace)) for trace in kept[::share]]
    others = card_of("glucose_low")["on_other_people"]
    for name, rule in GROUPS.items():
        warning, low = Score(), Score()
        for trace, told in known:
            if rule(trace):
                warning = warning.plus(score(spans(told, WARNINGS), trace))
                low = low.plus(score(spans(told, LOWS), trace))
        baseline, target = BESIDE[name]
        yield Row(
            what=f"low soon, {name} ({low.lows} lows)",
            baseline=baseline,
            ours=f"{warning.text(warning=True)}; other people {others[name]}",
            target=target,
        )
        yield Row(
            what=f"low, {name}",
            baseline="under 70: 0.99, 0.28/day",
            ours=low.text(warning=False),
            target="0.97, 0.12/day",
        )
