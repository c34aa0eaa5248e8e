from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.errors import ConfigError
from sensors.table import ORIGIN, Table, number, value

FILE = Path("rec.csv")


def test_header_names_are_read_leniently() -> None:
    table = Table(FILE, "\ufeff Time , VALUE\n1,2\n")
    assert table.header == ["time", "value"]
    assert table.index(("t", "time"), "time,value") == 0


def test_a_missing_column_says_what_was_expected_and_found() -> None:
    with pytest.raises(ConfigError, match=r"rec.csv, line 1, header: a column time.*a,b"):
        Table(FILE, "a,b\n").index(("time",), "time,value")


def test_an_empty_file_has_no_header() -> None:
    with pytest.raises(ConfigError, match="line 1, header"):
        Table(FILE, "")


def test_a_short_row_has_its_line() -> None:
    with pytest.raises(ConfigError, match="line 4, row: 2 columns, not 1"):
        list(Table(FILE, "time,value\n1,2\n\n3\n").rows())


def test_times_are_seconds_or_iso() -> None:
    table = Table(FILE, "time,value\n")
    assert (table.instant(2, "1.5", 0) - ORIGIN).total_seconds() == 1.5
    assert table.instant(2, "1700000000", 0).year == 2023
    for finer in ("000", "000000", "000000000"):
        assert table.instant(2, f"1700000000{finer}", 0).year == 2023
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert table.instant(2, "2026-01-01T12:00:00Z", 0) == noon
    assert table.instant(2, "2026-01-01 12:00", 0) == noon
    with pytest.raises(ConfigError, match="line 2, time: an ISO 8601 time or seconds"):
        table.instant(2, "noonish", 0)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("time", "2026-01-05 07:30 UTC"),
        ("time", "5.1.2026 07:30"),
        ("time_ms", "1767598200000"),
    ],
)
def test_times_as_devices_write_them(header: str, cell: str) -> None:
    found = Table(FILE, f"{header},value\n").instant(2, cell, 0)
    assert found == datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


def test_minutes_are_counted_as_minutes() -> None:
    found = Table(FILE, "time_min,value\n").instant(2, "90", 0)
    assert found - ORIGIN == timedelta(minutes=90)


def test_day_and_time_may_stand_in_two_columns() -> None:
    rows = list(Table(FILE, "date,time,value\n2026-01-05,07:30,2\n").rows())
    assert rows[0][1][:2] == ["2026-01-05 07:30"] * 2


def test_a_row_may_lack_what_need_not_be_there() -> None:
    rows = list(Table(FILE, "time,value,quality\n1,2\n").rows(2))
    assert rows == [(2, ["1", "2", ""])]


def test_cells_are_numbers_words_or_missing() -> None:
    table = Table(FILE, "time,value\n")
    assert value(table, 2, 1, "7.5", words=False) == 7.5
    assert value(table, 2, 1, "", words=False) is None
    assert value(table, 2, 1, "NaN", words=False) is None
    assert value(table, 2, 1, "Opened", words=True) == "opened"
    with pytest.raises(ConfigError, match="line 9, value: a number, not 'high'"):
        value(table, 9, 1, "high", words=False)
    assert number("x") is None
