"""Whether a value can be at all, by the table of kinds; before it is kept."""

from care.observation import Observation
from sensors.kinds import KINDS
from sensors.refusal import Refusal
from sensors.vetting import Doubt, doubt

_WHY = {
    Doubt.UNIT: Refusal.UNIT,
    Doubt.IMPOSSIBLE: Refusal.IMPLAUSIBLE,
    Doubt.WORD: Refusal.IMPLAUSIBLE,
    Doubt.AHEAD: None,
}
"""Doubts that refuse a reading; the others are kept, shown, and decide nothing."""


def plausible(reading: Observation) -> Refusal | None:
    """Why this reading is refused: a unit or value that its kind cannot have.

    A kind without a row has nothing to be measured against and passes: what a device may
    report at all is settled by its row in the inventory.
    """
    kind = KINDS.get(reading.kind)
    if kind is None:
        return None
    found = doubt(kind, reading, reading.received_at)
    return None if found is None else _WHY.get(found)
