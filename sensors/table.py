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
COUNTED = {"ms": 0.001, "min": 60.0, "minute": 60.0, "minutes": 60.0}
"""Seconds in one of what a time column counts, by the end of its name."""
SURELY_FINER = ((1e17, 1e6), (1e14, 1e3))
"""So many or more are nanoseconds or microseconds since 1970, and how many a millisecond
has."""
ENDLESS = 1e20
"""Beyond any calendar in any of them."""
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
        both = {"date", "time"} <= set(self.header)
        self._day = tuple(map(self.header.index, ("date", "time"))) if both else None

    def rows(self, least: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row that is not empty.

        Of columns after the first `least`, a row may lack the last ones: they are empty.
        """
        wide = len(self.header)
        for cells in self._rows:
            line = self._rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < (least or wide):
                expected = f"{wide} columns, not {len(cells)}"
                raise ConfigError(self.file, line, "row", expected)
            row = [cell.strip() for cell in cells] + [""] * (wide - len(cells))
            if self._decimal_comma:
                row = [cell.replace(",", ".") for cell in row]
            yield line, self._dated(row)

    def _dated(self, cells: list[str]) -> list[str]:
        """A row whose day and time of day stand in two columns, with both in each."""
        if self._day is not None and ":" in cells[self._day[1]]:
            day, time = (cells[place] for place in self._day)
            if ":" not in day and not any(sign in time for sign in "-/"):
                for place in self._day:
                    cells[place] = f"{day} {time}"
        return cells

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
        counted = COUNTED.get(plain(self.header[place]).split("_")[-1])
        if seconds is not None and counted and seconds < SURELY_MILLISECONDS:
            seconds *= counted
        if seconds is not None and math.isfinite(seconds) and abs(seconds) < ENDLESS:
            for least, parts in SURELY_FINER:
                seconds = seconds / parts if seconds >= least else seconds
            if seconds >= SURELY_MILLISECONDS:
                return POSIX + timedelta(milliseconds=seconds)
            origin = POSIX if seconds >= SURELY_POSIX else ORIGIN
            return origin + timedelta(seconds=seconds)
        try:
            when = _read(cell)
        except ValueError as error:
            expected = f"an ISO 8601 time or seconds, not {cell!r}"
            raise ConfigError(self.file, line, self.header[place], expected) from error
        return when if when.tzinfo else when.replace(tzinfo=UTC)


def _read(cell: str) -> datetime:
    """An ISO 8601 time, also with "UTC" for a zone; or day.month.year with dots."""
    if dotted := re.match(r"(\d\d?)\.(\d\d?)\.(\d{4})\b", cell):
        day, month, year = map(int, dotted.groups())
        cell = f"{year:04}-{month:02}-{day:02}{cell[dotted.end() :]}"
    zoned = re.sub(r" ?(UTC|GMT)$", "+00:00", cell.replace("/", "-"))
    return datetime.fromisoformat(zoned)


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
