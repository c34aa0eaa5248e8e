"""What a recorded file holds, where nobody says it: by its columns, then by its name."""

import re
from pathlib import Path

from care.errors import ConfigError
from sensors.acceleration_file import axis
from sensors.kinds import KINDS
from sensors.recordings import COLUMNS
from sensors.table import Table, plain

VITALS = "vitals"
ACCELERATION = "acceleration"
ALIASES = {
    "cgm": "glucose",
    "oximeter": "spo2",
    "oximetry": "spo2",
    "oxygen": "spo2",
    "heart_rate": "pulse",
    "heart-rate": "pulse",
    "hr": "pulse",
    "news2": VITALS,
}
"""Other names for kinds that people write."""
SEVERAL = 2
"""So many vital signs side by side are a vitals file."""


def kind_of(file: Path, text: str) -> str:
    """A kind, "vitals" or "acceleration"; ConfigError when nothing tells."""
    header = Table(file, text).header
    if axis(header, "x") is not None:
        return ACCELERATION
    names = [plain(name) for name in header]
    signs = [COLUMNS[name][0] for name in names if name in COLUMNS]
    if len(signs) >= SEVERAL:
        return VITALS
    named = _named(file.stem)
    if named is not None:
        return named
    if signs:
        return signs[0]
    expected = "columns that tell what was measured, a file name that does, or --kind"
    raise ConfigError(file, 1, "header", expected)


def _named(stem: str) -> str | None:
    """The kind whose name is in the file's name; the longest, as "glucose_meter" is."""
    name = "_" + re.sub(r"[^a-z0-9]+", "_", stem.lower()) + "_"
    known = {str(kind): str(kind) for kind in KINDS} | ALIASES | {VITALS: VITALS}
    found = [one for one in known if f"_{one.replace('-', '_')}_" in name]
    return known[max(found, key=len)] if found else None
