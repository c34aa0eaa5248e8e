"""What of one virtual patient is recorded, and what is then true of them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sensors.simulator.life import Life
from sensors.simulator.material import STEP, Material, Movement, Trace
from sensors.simulator.signals import DAY
from sensors.simulator.truth import Truth

LOW, HIGH = 70.0, 250.0
"""mg/dL beyond which a recorded trace is an event."""
LASTS = {"hypoglycaemia": 3, "hyperglycaemia": 12}
"""Values in a row that make an event: 15 minutes under, an hour over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The recordings that stand for one patient."""

    falls: tuple[Movement, ...] = ()
    blows: tuple[Movement, ...] = ()
    trace: Trace | None = None

    def movement(self, place: int, *, real: bool) -> Movement | None:
        """The trial that shows the fall (or blow that is none) of that number."""
        some = self.falls if real else self.blows
        return some[place % len(some)] if some else None


MADE_UP = Shown()


def _turned(some: tuple[Movement, ...], number: int) -> tuple[Movement, ...]:
    """The same trials, begun elsewhere for each patient."""
    at = (number * 7) % len(some) if some else 0
    return some[at:] + some[:at]


def shown(recorded: Material, number: int) -> Shown:
    """What stands for the patient of that number."""
    traces = recorded.traces
    return Shown(
        falls=_turned(recorded.falls, number),
        blows=_turned(recorded.blows, number),
        trace=traces[number % len(traces)] if traces else None,
    )


def played(trace: Trace, second: float) -> float:
    """Glucose in mg/dL at a second; a short trace begins again."""
    return trace.values[int(second / STEP) % len(trace.values)]


def _lows_and_highs(life: Life, trace: Trace) -> list[Truth]:
    """Events of a trace: without the compressions, which are injected."""
    values = [played(trace, STEP * i) for i in range(int(life.days * DAY / STEP))]
    found: list[Truth] = []
    for what, lasts in LASTS.items():
        beyond = [v < LOW if what == "hypoglycaemia" else v > HIGH for v in values]
        begun: int | None = None
        for place, inside in enumerate([*beyond, False]):
            if inside and begun is None:
                begun = place
            if not inside and begun is not None:
                if place - begun >= lasts:
                    start = life.start + timedelta(seconds=begun * STEP)
                    end = life.start + timedelta(seconds=place * STEP)
                    found.append(
                        Truth(
                            what=what,
                            kind="glucose",
                            start=start,
                            end=end,
                            source=f"recorded: {trace.name}",
                        )
                    )
                begun = None
    return found


def _sourced(truth: Truth, place: int, shows: Shown) -> Truth:
    movement = shows.movement(place, real=truth.real)
    if movement is None:
        return truth
    return replace(truth, source=f"recorded: {movement.name}")


def told(life: Life, shows: Shown) -> tuple[Truth, ...]:
    """What was true, with what the recordings hold in place of what was planned."""
    truths = list(life.truths)
    if shows.trace is not None:
        truths = [one for one in truths if one.what not in LASTS]
        truths += _lows_and_highs(life, shows.trace)
    counted = {"fall": 0, "near fall": 0}
    for place, one in enumerate(truths):
        if one.what in counted:
            truths[place] = _sourced(one, counted[one.what], shows)
            counted[one.what] += 1
    return tuple(sorted(truths, key=lambda truth: truth.start))
