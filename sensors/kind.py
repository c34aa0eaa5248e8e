"""What one kind of sensor is: its units, what is possible, and its rules."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from care.observation import Kind, Observation, Waveform
from sensors.detector import Rule

Gather = Callable[[Any, Waveform], tuple[Any, tuple[Observation, ...]]]
"""What was remembered (None at first) and one more stretch of samples; gives what is then
remembered, and readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorKind:
    """One row of the table of kinds (`sensors.kinds.KINDS`)."""

    kind: Kind
    units: tuple[str, ...]
    """UCUM units it may come in; "1" for code words."""
    plausible: tuple[tuple[str, float, float], ...] = ()
    """Unit, lowest and highest value that a living person or working device can give."""
    no_reading: frozenset[float] = frozenset()
    """Numbers by which devices of this kind say that they have none."""
    words: frozenset[str] = frozenset()
    """Known code words, where values are words; empty allows every word."""
    signs: frozenset[str] = frozenset()
    """Those of the words that only say why the next one is told; wording keys too."""
    fresh: timedelta = timedelta(minutes=10)
    """Older than this on arrival, a reading is kept and shown but decides nothing."""
    span: timedelta = timedelta(minutes=30)
    """How much of the stream the rules look back on."""
    span_s: float = field(init=False, default=0.0)
    """The span in seconds."""
    fresh_s: float = field(init=False, default=0.0)
    """The freshness in seconds."""
    limits: dict[str, tuple[float, float]] = field(init=False, default_factory=dict)
    """Lowest and highest plausible value by unit."""
    flat_after: timedelta | None = None
    """The very same number for so long is a stuck sensor; None where that is usual."""
    least_perfusion: float = 0.0
    """Under this perfusion index in %, where the device tells it, nothing is believed."""
    per_device: bool = False
    """Whether each device is a stream of its own, such as a battery."""
    link: Kind | None = None
    """The kind in which each device of a shared stream shows that it lives."""
    usual: bool = False
    """Whether a personal baseline is kept."""
    rules: tuple[Rule, ...] = ()
    gather: Gather | None = None
    """For sampled signals: makes readings of another kind from stretches of samples."""
    loinc: str = ""
    mdc: str = ""
    about: str = ""
    """One plain line for docs/alarms.md."""

    def __post_init__(self) -> None:
        """Spare every reading a conversion."""
        object.__setattr__(self, "span_s", self.span.total_seconds())
        object.__setattr__(self, "fresh_s", self.fresh.total_seconds())
        limits = {unit: (low, high) for unit, low, high in self.plausible}
        object.__setattr__(self, "limits", limits)
