from dataclasses import replace
from pathlib import Path

import pytest

from care.config import read_one
from care.errors import ConfigError
from sensors.detector import Rule
from sensors.limits import LimitSettings, LimitsFile, converted, personal
from sensors.measures import depth_times_time
from tests.fakes.patients import ADA
from tests.sensors.test_measures import seen

COPD = replace(ADA, oxygen_scale=2)


def rule(code: str, unit: str, **change: LimitSettings) -> Rule:
    changed = {name.replace("_", "-"): one for name, one in change.items()}
    for panel in (panel for name, panel in personal(ADA, changed).items() if unit in name):
        for one in panel.rules:
            if one.code == code:
                return one
    raise AssertionError(code)


def test_a_limit_in_mmol_is_compared_in_mmol() -> None:
    low = rule("GLU-URGENT", "glucose mmol/L")
    assert (low.level, low.unit) == (3.1, "mmol/L")


def test_a_clinicians_level_keeps_the_margin_to_clearing() -> None:
    usual = rule("GLU-LOW", "glucose mg/dL")
    low = rule("GLU-LOW", "glucose mg/dL", GLU_LOW=LimitSettings(level=80))
    assert low.level == 80
    assert low.clear - low.level == pytest.approx(usual.clear - usual.level)


def test_a_level_given_in_another_unit_is_converted() -> None:
    low = rule("GLU-LOW", "glucose mmol/L", GLU_LOW=LimitSettings(level=80, unit="mg/dL"))
    assert low.level == 4.4
    assert converted(10, "mmol/L", "mg/dL") == 180


def test_a_floor_can_be_stricter_but_not_weaker() -> None:
    weaker = rule(
        "GLU-URGENT", "mg/dL", GLU_URGENT=LimitSettings(level=50, raise_after_s=600)
    )
    stricter = rule("GLU-URGENT", "mg/dL", GLU_URGENT=LimitSettings(level=60))
    assert (weaker.level, weaker.raise_after.total_seconds()) == (55, 0)
    assert stricter.level == 60


def test_pressure_in_kilopascal_has_its_own_limits() -> None:
    assert rule("BP-LOW", "systolic kPa").level == 12.0


def test_depth_follows_the_critical_level() -> None:
    lower = rule("SPO2-DEPTH", "spo2 %", SPO2_CRIT=LimitSettings(level=85))
    assert lower.base == 86.5
    view = seen([85.5] * 11)
    assert lower.measure(view) == depth_times_time(86.5)(view)


def test_the_oxygen_scale_picks_the_rules() -> None:
    one = {rule.code for rule in personal(ADA, {})["spo2 %"].rules}
    two = {rule.code for rule in personal(COPD, {})["spo2 %"].rules}
    assert "SPO2-CRIT" in one - two
    assert "SPO2-CRIT-2" in two - one


def test_location_is_watched_only_where_a_limit_is_set() -> None:
    assert personal(ADA, {})["location m"].rules == ()
    chosen = personal(ADA, {"LOCATION-FAR": LimitSettings(level=800)})
    assert [one.level for one in chosen["location m"].rules] == [800]


def test_a_limits_file_with_an_unknown_code_names_line_and_code(tmp_path: Path) -> None:
    file = tmp_path / "limits.yml"
    file.write_text("limits:\n  SPO2-CRIT: {level: 85}\n  SPO2-TYPO: {level: 80}\n")
    with pytest.raises(ConfigError, match=r"line 3.*SPO2-TYPO"):
        read_one(file, LimitsFile)


def test_a_limits_file_with_an_unknown_key_names_it(tmp_path: Path) -> None:
    file = tmp_path / "limits.yml"
    file.write_text("limits:\n  SPO2-CRIT:\n    levle: 85\n")
    with pytest.raises(ConfigError, match=r"line 3.*levle: unknown key"):
        read_one(file, LimitsFile)
