"""When: "in half an hour", "after lunch", "at nine", as one normalised text.

"PT30M" is a delay from now (ISO 8601); "T21:00" a local clock time, "T?09:00" one
where morning or evening is open; "after:lunch" lies before or after a point of the
patient's own day; "tomorrow" is the next day.
"""

import re
from datetime import datetime, time, timedelta

from assistant.answers.numbers import digits
from assistant.phrases import Phrases
from care.people import Routine

MOMENT = timedelta(minutes=5)
"""What "in a moment" and "soon" mean."""
DAY_POINTS = ("breakfast", "lunch", "dinner", "bed", "wake")
AFTER_MEAL = timedelta(minutes=30)
"""A meal is over after so long."""

_AMOUNT = r"(\d+(?:\.\d+)?)"
_CLOCK = re.compile(r"\b(\d{1,2})(?: ?(?:h|heures?|:|\.)? ?([0-5]\d))?\b")
_HALF_DAY = 12


def read_time(folded: str, tables: Phrases) -> str | None:
    """The normalised time in the text, or None."""
    text = digits(folded, tables)
    return (
        _delay(folded, text, tables)
        or _day_point(folded, tables)
        or _clock(folded, text, tables)
        or _part_of_day(folded, tables)
    )


def _delay(folded: str, text: str, tables: Phrases) -> str | None:
    spans = (("hour_and_half", 90), ("half_hour", 30), ("quarter_hour", 15), ("hour", 60))
    for key, minutes in (*spans, ("couple_hours", 120)):
        if tables.says(f"times.{key}", folded) or tables.says(f"times.{key}", text):
            return f"PT{minutes}M"
    for key, factor in (("minutes", 1), ("hours", 60)):
        for hit in tables.hits(f"times.{key}", text):
            amount = re.search(f"{_AMOUNT}$", text[: hit.start()].rstrip())
            if amount and _is_delay(text, amount.start(), tables):
                half = 0.5 if tables.says("numbers.half", text[hit.end() :] + " ") else 0
                return f"PT{round((float(amount[1]) + half) * factor)}M"
    moment = MOMENT // timedelta(minutes=1)
    return f"PT{moment}M" if tables.says("times.moment", folded) else None


def _is_delay(text: str, start: int, tables: Phrases) -> bool:
    """The French clock time "a neuf heures" ends in hours, and is no delay."""
    before = f" {' '.join(text[:start].split()[-1:])} "
    return not (tables.says("times.at", before) or tables.says("times.quarter_to", text))


def _day_point(folded: str, tables: Phrases) -> str | None:
    for point in DAY_POINTS:
        if tables.says(f"times.{point}", folded):
            side = "before" if tables.says("times.before", folded) else "after"
            return f"{side}:{point}"
    return None


def _clock(folded: str, text: str, tables: Phrases) -> str | None:
    if tables.says("times.midnight", folded):
        return "T00:00"
    if tables.says("times.noon", folded):
        return "T12:00"
    found = _CLOCK.search(text)
    if not found or int(found[1]) > 24:  # noqa: PLR2004 - hours of a day
        return None
    hour, minute = int(found[1]) % 24, int(found[2] or 0)
    hour, minute = _shifted(hour, minute, folded, tables)
    if tables.says("times.pm", folded):
        hour = hour % _HALF_DAY + _HALF_DAY
    elif hour <= _HALF_DAY and not tables.says("times.am", folded):
        return f"T?{hour % _HALF_DAY:02}:{minute:02}"
    return f"T{hour % 24:02}:{minute:02}"


def _shifted(hour: int, minute: int, folded: str, tables: Phrases) -> tuple[int, int]:
    if tables.says("times.half_past", folded):
        return hour, 30
    if tables.says("times.quarter_past", folded):
        return hour, 15
    if tables.says("times.quarter_to", folded):
        return (hour - 1) % 24, 45
    return hour, minute


def _part_of_day(folded: str, tables: Phrases) -> str | None:
    if tables.says("times.tomorrow", folded):
        return "tomorrow"
    parts = (("evening", "after:dinner"), ("afternoon", "after:lunch"))
    for key, meant in (*parts, ("morning", "after:breakfast")):
        if tables.says(f"times.{key}", folded):
            return meant
    return None


def instant(text: str, now: datetime, routine: Routine) -> datetime | None:
    """The next instant a normalised time names; `now` is local and aware.

    Clock times are the next such time of the local day; "T?09:00" the nearer of
    morning and evening.
    """
    if text.startswith("PT"):
        return now + timedelta(minutes=int(text[2:-1]))
    if text.startswith("T?"):
        early = time.fromisoformat(text[2:])
        late = early.replace(hour=early.hour % _HALF_DAY + _HALF_DAY)
        return min(_next(now, early), _next(now, late))
    if text.startswith("T"):
        return _next(now, time.fromisoformat(text[1:]))
    if text == "tomorrow":
        return _next(now, routine.breakfast)
    side, _, point = text.partition(":")
    if point not in DAY_POINTS:
        return None
    at = _next(now, getattr(routine, point))
    return at + AFTER_MEAL if side == "after" else at - AFTER_MEAL


def _next(now: datetime, at: time) -> datetime:
    """The next time the local clock shows `at`, computed on wall time."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
