from pathlib import Path

import pytest

from care.errors import ConfigError
from care.observation import Kind, Observation, Quality
from sensors.single_file import single

FILE = Path("rec.csv")
GLUCOSE = Kind("glucose")


def glucose(text: str, unit: str | None = None) -> list[Observation]:
    return list(single(FILE, text, GLUCOSE, unit))


def test_one_kind_with_quality() -> None:
    text = "time,value,quality\n0,97,good\n1,,\n2,86,questionable\n"
    rows = list(single(FILE, text, Kind("spo2"), "%"))
    assert [one.quality for one in rows] == [
        Quality.GOOD,
        Quality.NO_READING,
        Quality.QUESTIONABLE,
    ]


def test_an_unknown_quality_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"line 2, quality: one of good, .*not 'fine'"):
        list(single(FILE, "time,value,quality\n0,97,fine\n", Kind("spo2"), "%"))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Timestamp,Glucose Value (mg/dL)\n2024/01/02 03:04:05,61\n", 61, "mg/dL"),
        ("timestamp,glucose_value_mg_dl\n1704164645000,61\n", 61, "mg/dL"),
        ("time;value\n1704164645;6,1\n", 6.1, "mmol/L"),
        ("time,value,unit\n1704164645,3,mmol/l\n", 3, "mmol/L"),
        ("time\tsensor glucose [mmol/L]\n2024-01-02T03:04:05Z\t6\n", 6, "mmol/L"),
    ],
)
def test_headers_units_and_times_as_exports_write_them(
    text: str, value: float, unit: str
) -> None:
    (one,) = glucose(text)
    assert (one.value, one.unit) == (value, unit)
    assert f"{one.taken_at:%Y-%m-%d %H:%M:%S}" == "2024-01-02 03:04:05"


def test_low_and_high_are_the_ends_of_the_range() -> None:
    low, high = glucose("time,value\n0,LOW\n300,High\n")
    assert [(one.value, one.quality) for one in (low, high)] == [
        (40, Quality.CENSORED),
        (400, Quality.CENSORED),
    ]


def test_a_unit_that_is_none_is_refused_by_line() -> None:
    with pytest.raises(ConfigError, match="line 2, unit: one of mg/dL, mmol/L, not 'kg'"):
        glucose("time,value,unit\n0,80,kg\n")


def test_perfusion_and_plain_words_of_quality() -> None:
    text = "time,spo2,status,PI\n0,97,OK,1.5\n1,80,artefact,\n"
    first, second = single(FILE, text, Kind("spo2"), None)
    assert (first.quality, first.perfusion) == (Quality.GOOD, 1.5)
    assert (second.quality, second.perfusion) == (Quality.QUESTIONABLE, None)
