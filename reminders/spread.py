"""On which days and at which times "so many times in so many days" falls.

FHIR leaves it to the institution; what the clinic's table does not say is refused,
because which days a medicine is taken on is never guessed.
"""

from collections.abc import Mapping
from typing import Any

from reminders.element import TimingError, whole
from reminders.slots import WEEKDAYS, SlotTable

CALENDAR_MONTHS = ("mo", "a")


def spread(
    timing: Mapping[str, Any],
    weekdays: frozenset[int],
    every: int,
    times: tuple[int, ...] | None,
    table: SlotTable,
) -> tuple[frozenset[int], tuple[int, ...]]:
    """On which weekdays and at which times `frequency` falls."""
    frequency = whole(timing, "frequency")
    unit = timing.get("periodUnit", "d")
    daily = frequency
    if unit == "wk" and frequency is not None:
        weekdays, daily = _weekly(frequency, every, weekdays, times)
    elif _scattered(frequency, every, unit, times):
        why = f"{frequency} times in {every} {unit}: which days is for the clinic to say"
        raise TimingError("frequency", why)
    if times is None:
        count = daily or 1
        if count not in table.per_day:
            raise TimingError("frequency", f"the clinic has no times for {count} a day")
        return weekdays, table.per_day[count]
    if daily is not None and daily != len(times):
        source = "timeOfDay" if "timeOfDay" in timing else "when"
        why = f"says {daily} a day, but {source} gives {len(times)}"
        raise TimingError("frequency", why)
    return weekdays, times


def _scattered(
    frequency: int | None, every: int, unit: str, times: tuple[int, ...] | None
) -> bool:
    """Whether several doses fall in a stretch of days, and nobody says on which."""
    if frequency is None or frequency == 1 or (every == 1 and unit not in CALENDAR_MONTHS):
        return False
    return times is None or len(times) != frequency


def _weekly(
    frequency: int, every: int, weekdays: frozenset[int], times: tuple[int, ...] | None
) -> tuple[frozenset[int], int]:
    """So many times in a week, as weekdays and times on each of them."""
    if weekdays:
        daily, rest = divmod(frequency, len(weekdays))
        if rest or not daily:
            why = f"says {frequency} a week, but dayOfWeek gives {len(weekdays)} days"
            raise TimingError("frequency", why)
        return weekdays, daily
    # Fourteen in a week are two on each day.
    natural = frequency // 7 if frequency % 7 == 0 else 1
    daily = len(times) if times else natural
    on_days, rest = divmod(frequency, daily)
    if rest or every > 1 < on_days or on_days not in (1, *WEEKDAYS):
        why = f"{frequency} times in {every} wk: which days is for the clinic to say"
        raise TimingError("frequency", why)
    return frozenset(WEEKDAYS.get(on_days, ())), daily
