"""A form as it was typed, and the small readers of its fields.

A mistake is a wording key under `console.mistake`, tied to its field, so that the page can
say it beside the field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

LONGEST_TEXT = 200
MOST_HOURS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, kept as typed so that a page can show it again."""

    fields: Mapping[str, str]
    days: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    steps: tuple[tuple[str, str, str], ...] = ()
    """Of tapering: dose, tablets, days, row by row."""

    def get(self, name: str) -> str:
        """A field without its outer spaces, or ""."""
        return self.fields.get(name, "").strip()

    def saying(self, **fields: str) -> "Draft":
        """The same with other fields."""
        return replace(self, fields=dict(self.fields) | fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """Field name to wording key under `console.mistake`."""

    by_field: Mapping[str, str]
    reason: str = ""
    """What the planner said, where the plan itself cannot be followed."""


def whole(text: str, low: int, high: int) -> int | None:
    """A whole number within limits, or None."""
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_TEXT:
        return None
    number = int(text)
    return number if low <= number <= high else None


_DECIMAL = re.compile(r"\d{1,5}(?:[.,]\d{1,3})?")


def decimal(text: str, low: float, high: float) -> float | None:
    """A number within limits with point or comma, or None."""
    if not (text.isascii() and _DECIMAL.fullmatch(text)):
        return None
    number = float(text.replace(",", "."))
    return number if low <= number <= high else None


_CLOCK = re.compile(r"(\d{1,2})[:.hH ]?(\d{2})?", re.ASCII)


def clock(text: str) -> time | None:
    """A time of day on 24 hours, as people type it: 8, 08:00, 8h30, 2015."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


def day(draft: Draft, name: str, wrong: dict[str, str]) -> date | None:
    """A date, or None when the field is empty or wrong."""
    text = draft.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong[name] = "date_wrong"
        return None


def words(draft: Draft, name: str, wrong: dict[str, str], *, needed: bool) -> str:
    """Plain text of a line."""
    text = draft.get(name)
    if needed and not text:
        wrong[name] = "text_needed"
    elif len(text) > LONGEST_TEXT or not text.isprintable():
        wrong[name] = "text_wrong"
    return text


def one_of(draft: Draft, name: str, choices: type[StrEnum], wrong: dict[str, str]) -> Any:
    """The choice of a field, or None."""
    try:
        return choices(draft.get(name))
    except ValueError:
        wrong[name] = "choice_needed"
        return None
