"""The `reminders` section of config.yml."""

from datetime import timedelta
from pathlib import Path

import pytest

from care.config import read
from care.errors import ConfigError
from reminders.rules import RULES
from reminders.settings import RemindersSettings
from reminders.survey_table import surveys


def section(tmp_path: Path, text: str) -> RemindersSettings:
    file = tmp_path / "config.yml"
    file.write_text(f"reminders:\n{text}")
    found = read(file, {"reminders": RemindersSettings})["reminders"]
    assert isinstance(found, RemindersSettings)
    return found


def test_the_defaults_are_the_rules() -> None:
    assert RemindersSettings().rules() == RULES


def test_a_clinic_sets_its_own(tmp_path: Path) -> None:
    text = "  ladder: [0, 3]\n  slots:\n    per_day:\n      2: ['07:00', '19:00']\n"
    rules = section(tmp_path, text).rules()
    assert rules.ladder == (timedelta(0), timedelta(minutes=3))
    assert rules.table.per_day[2] == (25200, 68400)
    assert rules.table.per_day[1] == RULES.table.per_day[1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("  ladder: [5, 0]\n", "rising minutes"),
        ("  snoozes: 9\n", "reminders.snoozes"),
        ("  slots:\n    per_day:\n      3: ['08:00']\n", "3 different times"),
        ("  nagging: true\n", "unknown key"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        section(tmp_path, text)


def test_the_rota_of_a_day_is_in_the_settings() -> None:
    assert [visit.survey for visit in RemindersSettings().visits()] == ["pain", "pain"]
    asked = RemindersSettings(surveys=("mood", "painad", "gone"))
    assert [visit.survey for visit in asked.visits(surveys())][2:] == ["mood"]
