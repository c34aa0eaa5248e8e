"""The clinic's own table: what "twice a day" and "in the morning" mean on the clock.

FHIR leaves both to the institution. The defaults are common ward times; a clinic sets
its own under `reminders.slots` in config.yml. Times are seconds after local midnight,
because an offset may cross midnight.
"""

from dataclasses import dataclass, field
from datetime import time

from care.people import Routine

MINUTE = 60
HOUR = 60 * MINUTE


def seconds(at: time) -> int:
    """Seconds from midnight to a wall-clock time."""
    return at.hour * HOUR + at.minute * MINUTE + at.second


def _clock(*texts: str) -> tuple[int, ...]:
    return tuple(seconds(time.fromisoformat(text)) for text in texts)


PER_DAY: dict[int, tuple[int, ...]] = {
    1: _clock("08:00"),
    2: _clock("08:00", "20:00"),
    3: _clock("08:00", "14:00", "20:00"),
    4: _clock("08:00", "12:00", "16:00", "20:00"),
    5: _clock("07:00", "11:00", "15:00", "19:00", "22:00"),
    6: _clock("02:00", "06:00", "10:00", "14:00", "18:00", "22:00"),
}

PARTS_OF_DAY: dict[str, int] = {
    "MORN.early": 6 * HOUR,
    "MORN": 8 * HOUR,
    "MORN.late": 10 * HOUR + 30 * MINUTE,
    "NOON": 12 * HOUR,
    "AFT.early": 13 * HOUR + 30 * MINUTE,
    "AFT": 15 * HOUR,
    "AFT.late": 17 * HOUR,
    "EVE.early": 18 * HOUR,
    "EVE": 19 * HOUR,
    "EVE.late": 20 * HOUR + 30 * MINUTE,
    "NIGHT": 22 * HOUR,
}

WEEKDAYS: dict[int, tuple[int, ...]] = {
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 2, 4, 6),
    5: (0, 1, 2, 3, 4),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}
"""Weekdays (Monday 0) for "so many times a week"; once a week is the anchor's own day."""

MEALS = {"M": "breakfast", "D": "lunch", "V": "dinner"}
"""Last letter of a meal code and the time in `care.people.Routine`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTable:
    """What the clinic means by a number of times a day and by a part of the day."""

    per_day: dict[int, tuple[int, ...]] = field(default_factory=lambda: dict(PER_DAY))
    parts: dict[str, int] = field(default_factory=lambda: dict(PARTS_OF_DAY))
    beside_meal: int = 30 * MINUTE
    """How far "before" or "after" a meal is when the order gives no offset."""


CLINIC = SlotTable()


def _meal_times(code: str, routine: Routine) -> tuple[int, ...]:
    """The meals of a code: the named one, or all three for C, AC and PC."""
    named = MEALS.get(code[-1]) if len(code) > code.startswith(("A", "P")) + 1 else None
    wanted = (named,) if named else tuple(MEALS.values())
    return tuple(seconds(getattr(routine, meal)) for meal in wanted)


def times_of(
    code: str, offset: int | None, routine: Routine, table: SlotTable
) -> tuple[int, ...]:
    """Seconds after midnight for one `when` code with its offset in seconds.

    FHIR: the offset lies before AC*, HS and after PC*, WAKE, PHS and parts of the day.
    KeyError for a code that is none of R4's event timing codes.
    """
    shift = offset or 0
    match code:
        case "WAKE":
            return (seconds(routine.wake) + shift,)
        case "HS":
            return (seconds(routine.bed) - shift,)
        case "PHS":
            return (seconds(routine.bed) + shift,)
        case "C" | "CM" | "CD" | "CV":
            return _meal_times(code, routine)
        case "AC" | "ACM" | "ACD" | "ACV":
            away = table.beside_meal if offset is None else offset
            return tuple(at - away for at in _meal_times(code, routine))
        case "PC" | "PCM" | "PCD" | "PCV":
            away = table.beside_meal if offset is None else offset
            return tuple(at + away for at in _meal_times(code, routine))
    return (table.parts[code] + shift,)
