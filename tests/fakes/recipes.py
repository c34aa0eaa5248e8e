"""For every rule of every kind, readings that make it raise; tests run over all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from care.observation import Observation, Reading
from care.people import Patient
from sensors.detector import Rule, latest
from sensors.held import Kept
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.limits import LimitSettings, personal
from sensors.measures import SILENCES
from sensors.rules import LINK
from sensors.watch import Watch, start
from tests.fakes.movements import FALLEN, stretches
from tests.fakes.patients import ADA, reading

HOUR, DAY = 3600.0, 86400.0
NIGHT = -7 * HOUR
"""Two o'clock, as times count from nine."""
VITALS = (
    ("respiration", "/min", 26.0),
    ("spo2", "%", 92.0),
    ("pulse", "/min", 112.0),
    ("systolic", "mm[Hg]", 98.0),
    ("temperature", "Cel", 38.6),
)
"""Ten points and more together."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Readings in order of arrival, after which a rule has raised."""

    code: str
    readings: tuple[Reading, ...]
    patient: Patient = ADA
    settings: tuple[tuple[str, LimitSettings], ...] = ()

    def watch(self, more: dict[str, LimitSettings] | None = None) -> Watch:
        """A watch that has seen nothing yet."""
        limits = dict(self.settings) | (more or {})
        return start(self.patient, personal(self.patient, limits), Kept())


def series(
    kind: str, values: list[float], every: float, *, start: float = 0.0, unit: str = ""
) -> tuple[Observation, ...]:
    """Numbers of one kind, evenly."""
    own = unit or next(row.units[0] for row in KINDS.values() if row.kind == kind)
    return tuple(
        reading(kind, float(value), start + i * every, unit=own)
        for i, value in enumerate(values)
    )


def usual(kind: str, value: float, days: int = 4) -> tuple[Observation, ...]:
    """Some days that make a number usual."""
    return tuple(
        one
        for day in range(days)
        for one in series(kind, [value] * 6, HOUR, start=(day - days - 1) * DAY)
    )


def vitals(hours: float, every: float) -> tuple[Observation, ...]:
    """All vital signs, badly off, for some hours."""
    return tuple(
        reading(kind, value, i * every + place, unit=unit)
        for i in range(int(hours * HOUR / every))
        for place, (kind, unit, value) in enumerate(VITALS)
    )


def _falling(start: float, end: float, step: float) -> list[float]:
    return [start - i * step for i in range(int((start - end) / step) + 1)]


STEADY_NIGHT = [110.0, 112, 109, 111, 110, 112, 111, 110]
SPECIAL: dict[str, Callable[[], tuple[Reading, ...]]] = {
    "GLU-LOW": lambda: series("glucose", [68.0] * 6, 300),
    "GLUCOSE-LOW-SOON": lambda: series(
        "glucose", [*[130.0] * 12, *_falling(128, 72, 4)], 300
    ),
    "GLU-SOON": lambda: series("glucose", _falling(140, 60, 8), 300),
    "GLU-FALLING": lambda: series("glucose", _falling(170, 74, 16), 300),
    "GLU-PRESSED": lambda: series(
        "glucose", [*STEADY_NIGHT, 90, 72, 64, 63], 300, start=NIGHT
    ),
    "GLU-NOISY": lambda: series("glucose", [110.0, 140, 108, 141, 109, 139, 110], 300),
    "GLU-STUCK": lambda: series("glucose", [120.0] * 40, 300),
    "SPO2-DEPTH": lambda: series("spo2", [*[96.0] * 6, *[87.0] * 12], 4),
    "SPO2-DROP": lambda: series("spo2", [*[96.0] * 6, *[88.0] * 8], 4),
    "SPO2-DEPTH-2": lambda: series("spo2", [*[91.0] * 6, *[82.0] * 12], 4),
    "SPO2-DROP-2": lambda: series("spo2", [*[91.0] * 6, *[83.0] * 8], 4),
    "SPO2-TREND": lambda: (*usual("spo2", 97.0), *series("spo2", [93.5] * 30, 60)),
    "SPO2-O2-HIGH": lambda: (
        reading("oxygen", "oxygen", -60),
        *series("spo2", [98.0] * 20, 60),
    ),
    "TEMP-UNUSUAL": lambda: (
        *usual("temperature", 35.9),
        *series("temperature", [37.15], 600),
    ),
    "BP-UNUSUAL": lambda: (
        *usual("systolic", 150.0),
        *series("systolic", [115.0] * 3, 300),
    ),
    "BP-ORTHO": lambda: series("systolic", [140.0, 115], 120),
    "HR-SPOT-HIGH": lambda: series("pulse", [104.0], 60),
    "HR-SPOT-LOW": lambda: series("pulse", [47.0], 60),
    "WEIGHT-GAIN": lambda: series("weight", [70.0, 71, 72.5], DAY),
    "WEIGHT-LOSS": lambda: series("weight", [70.0, 66.2, 66.0], 5 * DAY),
    "PEN-TWICE": lambda: series("insulin_pen", [8.0, 8.0], 600),
    "DOOR-NIGHT": lambda: (reading("door", "opened", NIGHT),),
    "DOOR-OPEN": lambda: (
        reading("door", "opened", 0),
        reading("door", "alive", 40 * 60),
    ),
    "MOTION-BATHROOM": lambda: (
        reading("motion", "bathroom", 0),
        reading("motion", "alive", 50 * 60),
    ),
    "MOTION-STILL": lambda: (
        reading("motion", "kitchen", 0),
        *(reading("motion", "alive", i * HOUR) for i in range(1, 6)),
    ),
    "MOTION-LESS": lambda: (
        *(
            reading("motion", "kitchen", (day - 5) * DAY + i * 600)
            for day in range(4)
            for i in range(60)
        ),
        *(reading("motion", "kitchen", 12 * HOUR + i * 60) for i in range(4)),
    ),
    "CLOCK-AHEAD": lambda: tuple(
        replace(one, received_at=one.received_at - timedelta(hours=1))
        for one in series("pulse", [70.0] * 3, 60)
    ),
    "NEWS2-EMERGENCY": lambda: vitals(3, 300),
    "NEWS2-URGENT": lambda: vitals(1, 300),
    "NEWS2-WHOLE": lambda: (
        reading("oxygen", "oxygen", -60),
        reading("consciousness", "alert", -30),
        *vitals(1, HOUR),
        reading("weight", 70.0, 1200),
    ),
    "INFECTION": lambda: vitals(1, 300),
}
"""Of rules that look further than one value."""
OPT_IN = {
    "BP-ORTHO": LimitSettings(level=20),
    "LOCATION-FAR": LimitSettings(level=500),
}


def _value(kind: SensorKind, rule: Rule) -> float:
    _, lowest, highest = kind.plausible[0]
    return min(highest, max(lowest, rule.level))


def _lasting(kind: SensorKind, rule: Rule) -> tuple[Reading, ...]:
    """A value at the level for long enough."""
    lasts = rule.raise_after.total_seconds()
    every = min(60.0, rule.gap.total_seconds() / 2) if lasts < HOUR else 300.0
    many = max(rule.readings, int(lasts / every) + 2)
    return series(kind.kind, [_value(kind, rule)] * many, every)


WORDS = {
    "FALL": "fall",
    "PANIC": "pressed",
    "MIND-LOW": "unresponsive",
    "MIND-CONFUSED": "confusion",
}


def _word(kind: SensorKind, rule: Rule) -> tuple[Reading, ...]:
    """The word that the rule waits for."""
    ends = {word.upper().replace("_", "-"): word for word in sorted(kind.words)}
    word = WORDS.get(rule.code) or ends[rule.code.partition("-")[2]]
    return (reading(kind.kind, word, 0),)


def _silent(kind: SensorKind, rule: Rule) -> tuple[Reading, ...]:
    """Some readings, and long after them something else that lets time pass."""
    own = kind.kind.removesuffix(LINK)
    row = next(one for one in KINDS.values() if one.kind == own)
    value: float | str = "alive"
    if row.plausible:
        _, lowest, highest = row.plausible[0]
        value = {"glucose": 120.0, "spo2": 97.0, "pulse": 70.0, "respiration": 15.0}.get(
            own, (lowest + highest) / 2
        )
        value = 5.0 if own == "storage" else value
    later = 240 + rule.level * 60 + 60
    return (
        *(reading(own, value, i * 60, unit=row.units[0]) for i in range(5)),
        reading("weight", 70.0, later, unit="kg"),
    )


def recipe(kind: SensorKind, rule: Rule) -> Recipe:
    """The recipe of one rule."""
    scale = 2 if rule.scale == 2 else 1
    if rule.measure in SILENCES:
        made = _silent(kind, rule)
    elif rule.code in SPECIAL:
        made = SPECIAL[rule.code]()
    elif rule.measure is latest:
        made = _lasting(kind, rule)
    else:
        made = _word(kind, rule)
    own = ((rule.code, OPT_IN[rule.code]),) if rule.opt_in else ()
    return Recipe(
        code=rule.code,
        readings=made,
        patient=replace(ADA, oxygen_scale=scale),
        settings=own,
    )


RULED = {rule.code: (kind, rule) for kind in KINDS.values() for rule in kind.rules}
RECIPES = {code: recipe(kind, rule) for code, (kind, rule) in RULED.items()} | {
    f"FALL from {kind}": Recipe(code="FALL", readings=tuple(stretches(FALLEN, kind=kind)))
    for kind in ("acceleration", "acceleration_wrist")
}
"""By code; and falls found in raw acceleration."""


def moved(made: Reading, span: timedelta) -> Reading:
    """The same reading at another time."""
    return replace(made, taken_at=made.taken_at + span, received_at=made.received_at + span)
