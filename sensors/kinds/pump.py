"""Infusion and nutrition pumps: their own alarms, their flow and what is left.

A pump's alarm is ours at once (hazard H-24); a pump is never controlled from here.
"""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Rule
from sensors.kind import SensorKind
from sensors.rules import below, event, silent

INFUSION = Kind("infusion")
FEEDING = Kind("feeding")
FLOW = Kind("pump_flow")
VOLUME = Kind("pump_volume")
SOURCE = "H-24: pump events are first-class alarms; priorities proposed"
WORDS = {
    "occlusion": Priority.HIGH,
    "air": Priority.HIGH,
    "stopped": Priority.HIGH,
    "empty": Priority.HIGH,
    "overdose": Priority.HIGH,
    "door": Priority.MEDIUM,
    "near_empty": Priority.MEDIUM,
    "battery": Priority.MEDIUM,
}
"""What a pump reports, and how urgent that is for an infusion."""
SOFTER = {"empty": Priority.MEDIUM, "stopped": Priority.MEDIUM, "near_empty": Priority.LOW}
"""For feeding, where minutes matter less."""


def _events(kind: Kind, prefix: str, words: dict[str, Priority]) -> tuple[Rule, ...]:
    return tuple(
        event(
            kind,
            f"{prefix}-{word.upper().replace('_', '-')}",
            (word,),
            reason=f"pump_{word}",
            priority=priority,
            cause=Cause.TECHNICAL,
            group=f"{kind}-{word}",
            floor=priority is Priority.HIGH,
            source=SOURCE,
            minutes=5,
        )
        for word, priority in words.items()
    )


def _pump(kind: Kind, prefix: str, words: dict[str, Priority], about: str) -> SensorKind:
    return SensorKind(
        kind=kind,
        units=("1",),
        words=frozenset({*words, "running", "alive"}),
        fresh=timedelta(hours=1),
        span=timedelta(hours=1),
        per_device=True,
        rules=(
            *_events(kind, prefix, words),
            *silent(
                kind,
                prefix,
                warn=10,
                urgent=15,
                source="proposal: a beat every 5 min",
                each=True,
            ),
        ),
        mdc="",
        about=about,
    )


INFUSION_KIND = _pump(INFUSION, "INFUSION", WORDS, "Infusion pump events")
FEEDING_KIND = _pump(FEEDING, "FEEDING", WORDS | SOFTER, "Nutrition pump events")

FLOW_KIND = SensorKind(
    kind=FLOW,
    units=("mL/h",),
    plausible=(("mL/h", 0, 2000),),
    fresh=timedelta(minutes=15),
    span=timedelta(hours=1),
    per_device=True,
    rules=(
        below(
            FLOW,
            "PUMP-NO-FLOW",
            0.05,
            0.1,
            unit="mL/h",
            raise_after=timedelta(minutes=5),
            readings=2,
            clear_readings=1,
            reason="pump_no_flow",
            priority=Priority.MEDIUM,
            cause=Cause.TECHNICAL,
            group="pump-flow",
            source=SOURCE,
        ),
    ),
    about="Flow of a pump",
)

VOLUME_KIND = SensorKind(
    kind=VOLUME,
    units=("mL",),
    plausible=(("mL", 0, 5000),),
    fresh=timedelta(minutes=15),
    span=timedelta(hours=1),
    per_device=True,
    rules=(
        below(
            VOLUME,
            "PUMP-LITTLE-LEFT",
            20,
            30,
            unit="mL",
            clear_readings=1,
            reason="pump_little_left",
            priority=Priority.LOW,
            cause=Cause.TECHNICAL,
            group="pump-volume",
            source="proposal",
        ),
    ),
    about="Volume left in a pump",
)
