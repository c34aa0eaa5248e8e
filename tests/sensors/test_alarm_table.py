from sensors.alarm_table import page
from sensors.kinds import KINDS


def test_the_page_names_every_alarm() -> None:
    text = page()
    for kind in KINDS.values():
        for rule in kind.rules:
            assert f"| {rule.code} |" in text
