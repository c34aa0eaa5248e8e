"""A day of readings at the grain of a picture, in one pass over the record.

A device that measures each second leaves 86,400 values a day. The picture needs of every
column of time only the first, the lowest, the highest and the last; a hole, or a moment
at which the device had no value, always ends a column, so it looks as with all values.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import text

from care.instants import micros, of_micros
from care.observation import DeviceId, Kind, Observation, Quality
from care.people import PatientId
from records.unit import Unit

COLUMN = timedelta(seconds=90)
HOUR = timedelta(hours=1)
SECOND = 1_000_000
"""In microseconds, as the record counts."""
NO_READING = Quality.NO_READING.value

_VALUES = text(
    "SELECT taken_at, number, quality, unit, device FROM observations "
    "WHERE patient = :patient AND kind = :kind AND taken_at >= :start AND taken_at < :end "
    "AND (number IS NOT NULL OR quality = 'no_reading') ORDER BY taken_at"
)
_KINDS = text(
    "WITH RECURSIVE known(kind) AS ("
    "SELECT min(kind) FROM observations WHERE patient = :patient "
    "UNION ALL SELECT (SELECT min(kind) FROM observations "
    "WHERE patient = :patient AND kind > known.kind) "
    "FROM known WHERE known.kind IS NOT NULL) "
    "SELECT kind FROM known WHERE kind IS NOT NULL"
)
"""Jumps from kind to kind in the index instead of walking over every reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a picture and its table need of one kind."""

    points: tuple[Observation, ...]
    """In order of time; values with a number, and where the device had none."""
    counts: Mapping[tuple[str, datetime], int]
    """How many values by unit and start of the hour."""


def kinds(unit: Unit, patient: PatientId) -> tuple[Kind, ...]:
    """Kinds of which anything is stored for this patient, by name."""
    found = unit.session.execute(_KINDS, {"patient": patient})
    return tuple(Kind(kind) for (kind,) in found)


class Value(NamedTuple):
    """One stored value, as light as a day of them needs."""

    at: int
    """Microseconds since 1970."""
    number: float | None
    quality: str
    unit: str
    device: str

    @property
    def silent(self) -> bool:
        """Whether the device said that it had no value."""
        return self.quality == NO_READING


def extremes(column: list[Value]) -> list[Value]:
    """First, lowest, highest and last, in order of time, each once."""
    low = min(column, key=lambda value: value.number or 0.0)
    high = max(column, key=lambda value: value.number or 0.0)
    return sorted({column[0], low, high, column[-1]})


def condense(values: Iterable[Value], width: int) -> Iterator[Value]:
    """The values that a picture with columns of `width` microseconds needs.

    Args:
        values: of one unit, in order of time.
        width: zero keeps every value.
    """
    column: list[Value] = []
    silent = False
    for value in values:
        if column and (value.silent or value.at // width != column[0].at // width):
            yield from extremes(column)
            column = []
        if value.silent or not width:
            if not (silent and value.silent):
                yield value
        else:
            column.append(value)
        silent = value.silent
    if column:
        yield from extremes(column)


def _observation(patient: PatientId, kind: Kind, value: Value) -> Observation:
    at = of_micros(value.at)
    return Observation(
        patient=patient,
        kind=kind,
        value=value.number,
        unit=value.unit,
        taken_at=at,
        received_at=at,
        device=DeviceId(value.device),
        quality=Quality(value.quality),
    )


def outline(
    unit: Unit,
    patient: PatientId,
    kind: Kind,
    start: datetime,
    end: datetime,
    *,
    every: bool = False,
) -> Outline:
    """The outline of one kind in `start <= t < end`.

    Args:
        unit: a look at the record.
        patient: whose readings.
        kind: of what.
        start: a full hour, from which the hours of the table are counted.
        end: the present.
        every: keep every value, for what is measured now and then.
    """
    first = micros(start)
    asked = {"patient": patient, "kind": kind, "start": first, "end": micros(end)}
    by_unit: dict[str, list[Value]] = {}
    for row in unit.session.execute(_VALUES, asked).all():
        value = Value(*row)
        by_unit.setdefault(value.unit, []).append(value)
    hour = int(HOUR.total_seconds()) * SECOND
    counted = Counter(
        (symbol, (value.at - first) // hour)
        for symbol, values in by_unit.items()
        for value in values
        if not value.silent
    )
    width = 0 if every else int(COLUMN.total_seconds()) * SECOND
    kept = [v for values in by_unit.values() for v in condense(values, width)]
    return Outline(
        points=tuple(_observation(patient, kind, value) for value in sorted(kept)),
        counts={(u, start + h * HOUR): number for (u, h), number in counted.items()},
    )
