from pathlib import Path

import pytest

from care.errors import ConfigError
from sensors.recording_kind import kind_of


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("glucose.csv", "time,value,quality", "glucose"),
        ("ada-glucose_meter-7.csv", "time,value", "glucose_meter"),
        ("cgm 2024.csv", "time,value", "glucose"),
        ("heart-rate.csv", "time,value", "pulse"),
        ("stay.csv", "time,rr,spo2,sbp,pulse,temp", "vitals"),
        ("week.csv", "time,glucose", "glucose"),
        ("week.csv", "Time,SpO2 (%)", "spo2"),
        ("F05_R04.csv", "time_s,ax_g,ay_g,az_g", "acceleration"),
        ("belt.csv", "t,X-axis (g),Y-axis (g),Z-axis (g)", "acceleration"),
        ("fall.csv", "time,value,quality", "fall"),
    ],
)
def test_columns_and_then_the_name_tell_the_kind(name: str, header: str, kind: str) -> None:
    assert kind_of(Path(name), f"{header}\n0,1,2,3\n") == kind


def test_what_tells_nothing_is_named() -> None:
    with pytest.raises(ConfigError, match="or --kind"):
        kind_of(Path("data.csv"), "time,value\n0,1\n")
