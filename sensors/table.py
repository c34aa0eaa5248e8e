"""A CSV file with a header, read row by row; every mistake has its line and column.

Cells are parted by commas, semicolons (numbers may then have a decimal comma) or tabs, as
the header shows.
"""

import csv
import io
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from care.errors import ConfigError

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
"""Where seconds are counted from."""
POSIX = datetime(1970, 1, 1, tzinfo=UTC)
SURELY_POSIX = 1e9
"""So many seconds or more are a POSIX time."""
SURELY_MILLISECONDS = 1e11
"""So many or more are milliseconds since 1970."""
ENDLESS = 1e14
"""Milliseconds beyond any calendar."""
MISSING = frozenset(
    {"", "nan", "na", "n/a", "nat", "null", "none", "-", "--", "no reading", "no_reading"}
)
"""Cells that say that there is no value."""


def plain(name: str) -> str:
    """A column name without the unit in brackets: "Glucose Value (mg/dL)" is one word."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"[\(\[].*", "", name)).strip("_")


def column(header: list[str], names: tuple[str, ...]) -> int | None:
    """Place of the first column with one of the names, or None."""
    for index, name in enumerate(header):
        if name in names or plain(name) in names:
            return index
    return None


class Table:
    """A CSV file with a header, read row by row with its line numbers."""

    def __init__(self, file: Path, text: str) -> None:
        """Read the header; ConfigError when there is none."""
        self.file = file
        first = text.lstrip("\ufeff\r\n").partition("\n")[0]
        parts = max(",;\t", key=first.count)
        self._decimal_comma = parts == ";"
        self._rows = csv.reader(io.StringIO(text), delimiter=parts)
        names = next((row for row in self._rows if any(map(str.strip, row))), None)
        if not names:
            raise ConfigError(file, 1, "header", "a header row such as time,value")
        self.header = [name.lstrip("\ufeff").strip().lower() for name in names]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row that is not empty."""
        for cells in self._rows:
            line = self._rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < len(self.header):
                expected = f"{len(self.header)} columns, not {len(cells)}"
                raise ConfigError(self.file, line, "row", expected)
            if self._decimal_comma:
                cells = [cell.replace(",", ".") for cell in cells]  # noqa: PLW2901 - the same row
            yield line, [cell.strip() for cell in cells]

    def index(self, names: tuple[str, ...], example: str) -> int:
        """Place of a column; ConfigError names what was expected."""
        found = column(self.header, names)
        if found is None:
            expected = (
                f"a column {names[0]}, as in {example}; found {','.join(self.header)}"
            )
            raise ConfigError(self.file, 1, "header", expected)
        return found

    def instant(self, line: int, cell: str, place: int) -> datetime:
        """A time cell as an instant."""
        seconds = number(cell)
        if seconds is not None and plain(self.header[place]).split("_")[-1] == "ms":
            seconds = seconds if seconds >= SURELY_MILLISECONDS else seconds / 1000
        if seconds is not None and math.isfinite(seconds) and abs(seconds) < ENDLESS:
            if seconds >= SURELY_MILLISECONDS:
                return POSIX + timedelta(milliseconds=seconds)
            origin = POSIX if seconds >= SURELY_POSIX else ORIGIN
            return origin + timedelta(seconds=seconds)
        try:
            when = datetime.fromisoformat(cell.replace("/", "-"))
        except ValueError as error:
            expected = f"an ISO 8601 time or seconds, not {cell!r}"
            raise ConfigError(self.file, line, self.header[place], expected) from error
        return when if when.tzinfo else when.replace(tzinfo=UTC)


def number(cell: str) -> float | None:
    """A cell as a number, or None."""
    try:
        return float(cell)
    except ValueError:
        return None


def value(
    table: Table, line: int, place: int, cell: str, *, words: bool
) -> float | str | None:
    """A cell as a number, or as a code word where words are meant; None when missing."""
    if cell.lower() in MISSING:
        return None
    if words:
        return cell.lower()
    found = number(cell)
    if found is None:
        expected = f"a number, not {cell!r}"
        raise ConfigError(table.file, line, table.header[place], expected)
    return found
