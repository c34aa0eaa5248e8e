from pathlib import Path

from sensors.alarm_table import page
from sensors.kinds import KINDS

PAGE = Path(__file__).parent.parent.parent / "docs" / "alarms.md"


def test_the_page_of_all_alarms_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "python -m sensors.alarm_table > docs/alarms.md"


def test_the_page_names_every_alarm() -> None:
    text = page()
    for kind in KINDS.values():
        for rule in kind.rules:
            assert f"| {rule.code} |" in text
