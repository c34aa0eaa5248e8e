"""One element of an order, taken out with its type checked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from care.errors import PhilomelError


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
    """A list of texts, empty when it is not given."""
    value = timing.get(element, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TimingError(element, f"should be a list of texts, not {value!r}")
    return tuple(value)


def instant(element: str, text: object) -> datetime:
    """A FHIR dateTime of full days or finer; naive where it gives no offset."""
    if not isinstance(text, str):
        raise TimingError(element, f"should be a date and time, not {text!r}")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        why = f"{text!r} is no date and time such as 2026-03-02T08:00:00+01:00"
        raise TimingError(element, why) from None


def is_date(text: object) -> bool:
    """Whether a FHIR dateTime gives the day only."""
    try:
        return isinstance(text, str) and date.fromisoformat(text) is not None
    except ValueError:
        return False
