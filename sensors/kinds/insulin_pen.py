"""Doses injected with a connected insulin pen."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import View
from sensors.kind import SensorKind
from sensors.rules import above
from sensors.window import numbers, since

PEN = Kind("insulin_pen")
AIR_SHOT = 2.0
"""Doses up to this many units are taken for priming."""
SOON = 60.0
"""Minutes within which a second dose is a question."""


def second_dose(view: View) -> float | None:
    """How many real doses were injected in the last hour."""
    recent = numbers(since(view.window, view.at - SOON * 60))
    return float(sum(dose > AIR_SHOT for dose in recent))


KIND = SensorKind(
    kind=PEN,
    units=("[iU]",),
    plausible=(("[iU]", 0.5, 160),),
    no_reading=frozenset({0}),
    fresh=timedelta(hours=2),
    span=timedelta(hours=24),
    rules=(
        above(
            PEN,
            "PEN-TWICE",
            2,
            1,
            unit="1",
            measure=second_dose,
            clear_readings=1,
            reason="insulin_twice",
            priority=Priority.HIGH,
            latch=True,
            group="low-sugar",
            source="proposal: a doubled dose is the commonest serious pen error",
        ),
        above(
            PEN,
            "PEN-LARGE",
            40,
            30,
            unit="[iU]",
            clear_readings=1,
            reason="insulin_large",
            priority=Priority.MEDIUM,
            latch=True,
            group="low-sugar",
            source="proposal; the clinician sets the patient's own",
        ),
    ),
    loinc="",
    mdc="",
    about="Doses of a connected insulin pen",
)
