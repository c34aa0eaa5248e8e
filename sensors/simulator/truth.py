"""What really happened to a virtual patient."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One thing that happened to a virtual patient, or to a device of theirs."""

    what: str
    """"hypoglycaemia", "hypoxaemia", "fall", "infection", "outage", "artefact", ..."""
    kind: str
    """The stream that shows it."""
    start: datetime
    end: datetime
    real: bool = True
    """False for what only looks like trouble: artefacts, compressions, near falls."""
    source: str = "made up"
    """Which recording shows it, where it is one."""
