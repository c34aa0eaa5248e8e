"""How the watch does against what was true of a virtual patient."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sensors.replay import Played
from sensors.simulator.truth import Truth

LOWS = ("GLU-URGENT", "GLU-LOW", "GLU-SOON", "GLU-FALLING", "GLU-PRESSED", "GLUCOSE-LOW")
OXYGEN = ("SPO2-CRIT", "SPO2-LOW", "SPO2-DEPTH", "SPO2-DROP", "SPO2-FLOOR")
FALLS = ("FALL",)
SHOWN_BY: dict[str, tuple[str, ...]] = {
    "hypoglycaemia": LOWS,
    "compression": LOWS,
    "hyperglycaemia": ("GLU-HIGH",),
    "hypoxaemia": OXYGEN,
    "artefact": OXYGEN,
    "fall": FALLS,
    "near fall": FALLS,
    "infection": ("TEMP-", "INFECTION"),
}
"""How the codes begin of the alarms that tell of it, be it real or not."""
BEFORE = {"hypoglycaemia": timedelta(minutes=60)}
"""How much sooner than its start an alarm may be about an event."""
AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often one thing happened, and how often the home spoke up about it."""

    what: str
    real: bool
    events: int
    alarmed: int
    """Told to others at once."""
    asked: int
    """Not told at once: the patient was asked first."""


def _about(truth: Truth, told: Played) -> bool:
    code = told.alarm.code.partition("@")[0]
    begins = truth.start - BEFORE.get(truth.what, timedelta(0))
    right = code.startswith(SHOWN_BY[truth.what]) and not code.endswith("SILENT")
    return right and begins <= told.at <= truth.end + AFTER


def counted(truths: Iterable[Truth], alarms: Iterable[Played]) -> tuple[Count, ...]:
    """One count for each thing that alarms tell of, in the order of `SHOWN_BY`."""
    told, all_truths = tuple(alarms), tuple(truths)
    found: list[Count] = []
    for what in SHOWN_BY:
        events = [one for one in all_truths if one.what == what]
        if not events:
            continue
        about = [[t for t in told if _about(one, t)] for one in events]
        alarmed = sum(any(t.asks is None for t in some) for some in about)
        asked = sum(bool(some) for some in about) - alarmed
        found.append(
            Count(
                what=what,
                real=events[0].real,
                events=len(events),
                alarmed=alarmed,
                asked=asked,
            )
        )
    return tuple(found)
