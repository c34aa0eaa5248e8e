"""A CSV file with a header, read row by row; every mistake has its line and column."""

import csv
import io
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from care.errors import ConfigError

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
"""Where seconds are counted from."""
POSIX = datetime(1970, 1, 1, tzinfo=UTC)
SURELY_POSIX = 1e9
"""So many seconds or more are a POSIX time."""
ENDLESS = 1e11
"""Seconds beyond any calendar."""
MISSING = frozenset({"", "nan", "na", "null", "none"})
"""Cells that say that there is no value."""


def column(header: list[str], names: tuple[str, ...]) -> int | None:
    """Place of the first column with one of the names, or None."""
    for index, name in enumerate(header):
        if name in names:
            return index
    return None


class Table:
    """A CSV file with a header, read row by row with its line numbers."""

    def __init__(self, file: Path, text: str) -> None:
        """Read the header; ConfigError when there is none."""
        self.file = file
        self._rows = csv.reader(io.StringIO(text))
        names = next(self._rows, None)
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
        if seconds is not None and math.isfinite(seconds) and abs(seconds) < ENDLESS:
            origin = POSIX if seconds >= SURELY_POSIX else ORIGIN
            return origin + timedelta(seconds=seconds)
        try:
            when = datetime.fromisoformat(cell)
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
