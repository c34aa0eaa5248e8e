"""One element of an order, taken out with its type checked."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from care.errors import PhilomelError

MOST = 1e9
"""A larger number is a slip of the pen; it would also leave the calendar."""
YEARS = range(1900, 2200)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?"
)
CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.0{1,9})?)?")


class TimingError(PhilomelError):
    """An element of an order that cannot be followed; a clinician must decide."""

    def __init__(self, element: str, why: str) -> None:
        """Name the element and what is wrong with it."""
        super().__init__(f"{element}: {why}")
        self.element, self.why = element, why


def number(timing: Mapping[str, Any], element: str) -> float | None:
    """A number, or None when it is not given."""
    value = timing.get(element)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TimingError(element, f"should be a number, not {value!r}")
    if not -MOST <= value <= MOST:
        raise TimingError(element, f"{value!r:.20} is no number of sensible size")
    return float(value)


def whole(timing: Mapping[str, Any], element: str, least: int = 1) -> int | None:
    """A whole number from `least` up, or None when it is not given."""
    value = number(timing, element)
    if value is None:
        return None
    if value != int(value) or value < least:
        raise TimingError(element, f"should be a whole number from {least}, not {value:g}")
    return int(value)


def texts(timing: Mapping[str, Any], element: str) -> tuple[str, ...]:
    """A list of different texts, empty when it is not given."""
    value = timing.get(element, ())
    if value == ():
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TimingError(element, f"should be a list of texts, not {value!r}")
    if not value:
        raise TimingError(element, "is empty")
    if twice := sorted({item for item in value if value.count(item) > 1}):
        raise TimingError(element, f"gives {twice[0]!r} twice")
    return tuple(value)


def instant(element: str, text: object) -> datetime:
    """A FHIR dateTime of full days or finer; naive where it gives no offset."""
    if not isinstance(text, str):
        raise TimingError(element, f"should be a date and time, not {text!r}")
    try:
        found = datetime.fromisoformat(text) if INSTANT.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise TimingError(
            element, f"{text!r} is no date and time such as 2026-03-02T08:00:00+01:00"
        )
    return found


def is_date(text: object) -> bool:
    """Whether a FHIR dateTime gives the day only."""
    return isinstance(text, str) and DATE.fullmatch(text) is not None


def time_of_day(element: str, text: str) -> time:
    """A FHIR time; the seconds may be left out, an offset may not be there."""
    try:
        if CLOCK.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise TimingError(element, f"{text!r} is no time such as 08:00:00")
