from pathlib import Path

import pytest

from care.errors import ConfigError
from care.observation import Kind, Observation, Quality, Waveform
from sensors.recordings import acceleration, senml, single, vitals

FILE = Path("rec.csv")


def test_one_kind_with_quality() -> None:
    text = "time,value,quality\n0,97,good\n1,,\n2,86,questionable\n"
    rows = list(single(FILE, text, Kind("spo2"), "%"))
    assert [one.quality for one in rows if isinstance(one, Observation)] == [
        Quality.GOOD,
        Quality.NO_READING,
        Quality.QUESTIONABLE,
    ]


def test_an_unknown_quality_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"line 2, quality: one of good, .*not 'fine'"):
        list(single(FILE, "time,value,quality\n0,97,fine\n", Kind("spo2"), "%"))


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


def test_acceleration_comes_in_seconds_at_the_rate_of_its_times() -> None:
    rows = "".join(f"{i * 0.05:.2f},0,0,1\n" for i in range(41))
    waves = list(acceleration(FILE, "time_s,ax_g,ay_g,az_g\n" + rows, "wrist"))
    assert all(isinstance(wave, Waveform) for wave in waves)
    assert [len(w.samples) for w in waves if isinstance(w, Waveform)] == [20, 20, 1, 0]
    assert {wave.kind for wave in waves} == {"acceleration_wrist"}
    (first, *_) = waves
    assert isinstance(first, Waveform)
    assert first.rate == pytest.approx(20)


def test_acceleration_needs_numbers_at_rising_times() -> None:
    with pytest.raises(ConfigError, match="line 2, ay_g: a number in g"):
        list(acceleration(FILE, "time_s,ax_g,ay_g,az_g\n0,0,,1\n", "waist"))
    with pytest.raises(ConfigError, match="at least two rows"):
        list(acceleration(FILE, "time_s,ax_g,ay_g,az_g\n0,0,0,1\n", "waist"))


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
