from pathlib import Path

import pytest

from care.errors import ConfigError
from care.observation import Observation
from sensors.recordings import senml, told_of, vitals

FILE = Path("rec.csv")


def test_vitals_have_a_column_for_each_kind() -> None:
    text = "time,RR,SpO2,SBP,pulse,temp,acvpu\n0,16,97,125,72,36.8,Alert\n60,,,,75,,\n"
    rows = list(vitals(FILE, text))
    kinds = [one.kind for one in rows]
    assert kinds[:6] == [
        "respiration",
        "spo2",
        "systolic",
        "pulse",
        "temperature",
        "consciousness",
    ]
    assert kinds[6:] == ["pulse"]


def test_vitals_without_a_known_column_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least one of rr"):
        list(vitals(FILE, "time,height\n0,180\n"))


def test_senml_carries_its_base_on() -> None:
    text = """[{"bn":"oxi-1/","bt":1700000000,"n":"spo2","u":"%","v":97},
               {"n":"pulse","u":"/min","v":70,"t":5}]"""
    spo2, pulse = list(senml(FILE, text))
    assert (spo2.kind, pulse.kind) == ("spo2", "pulse")
    assert (pulse.taken_at - spo2.taken_at).total_seconds() == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[{", "line 1, JSON"),
        ("{}", "a list of SenML records"),
        ("[3]", "record 1: an object"),
        ('[{"n":"height","v":1}]', "a name ending in a known kind"),
        ('[{"n":"spo2","v":1,"t":"x"}]', "record 1"),
    ],
)
def test_bad_senml_says_where(text: str, expected: str) -> None:
    with pytest.raises(ConfigError, match=expected):
        list(senml(FILE, text))


def test_a_score_needs_the_words_that_people_write() -> None:
    text = (
        "time,rr,spo2,oxygen,sbp,pulse,ACVPU,temp\n"
        "0,16,97,true,125,72,A,36.8\n60,16,97,room air,125,72,U,36.8\n"
    )
    words = [
        (one.kind, one.value)
        for one in vitals(FILE, text)
        if isinstance(one, Observation) and isinstance(one.value, str)
    ]
    assert words == [
        ("oxygen", "oxygen"),
        ("consciousness", "alert"),
        ("oxygen", "air"),
        ("consciousness", "unresponsive"),
    ]


def test_a_coma_scale_and_a_share_of_oxygen_are_understood() -> None:
    rows = list(vitals(FILE, "time,gcs,fio2\n0,15,0.21\n60,14,40\n"))
    found = [one.value for one in rows if isinstance(one, Observation)]
    assert found == ["alert", "air", "confusion", "oxygen"]


def test_an_unknown_word_names_line_and_column() -> None:
    with pytest.raises(ConfigError, match=r"line 3, acvpu: one of .*not 'sleepy'"):
        list(vitals(FILE, "time,acvpu\n0,A\n60,sleepy\n"))


def test_what_a_file_tells_of_the_patient() -> None:
    assert told_of(FILE, "time,rr,age\n0,16,\n60,16,81\n", "age") == 81
    assert told_of(FILE, "time,rr\n0,16\n", "scale") is None


@pytest.mark.parametrize(
    ("cell", "word"), [("2 L/min", "oxygen"), ("0 l/min", "air"), ("15L", "oxygen")]
)
def test_oxygen_may_be_litres_a_minute(cell: str, word: str) -> None:
    (one,) = vitals(FILE, f"time,on_o2\n2026-01-05T08:00,{cell}\n")
    assert (one.kind, one.value) == ("oxygen", word)  # type: ignore[union-attr]
