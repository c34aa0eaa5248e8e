"""A core at work: its state, what it takes, and what it asks for.

Values flow between desks: what one core asks for is offered to every desk of the same
patient, and what no desk takes is performed by an edge. A desk has no IO.
"""

from datetime import datetime
from typing import Protocol

from records.unit import Unit


class Tick:
    """Time has passed; every desk looks whether something is due."""


TICK = Tick()


class Desk(Protocol):
    """What the station needs of a core."""

    name: str
    """Key of the saved state, such as "watch:rose"."""
    takes: tuple[type, ...]
    """Types of the values that concern it."""

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step with one of those values."""
        ...

    def state(self) -> object:
        """The frozen state, to be saved when it has changed."""
        ...

    def restore(self, unit: Unit) -> None:
        """Go on from what the record holds."""
        ...
