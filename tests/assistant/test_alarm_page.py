"""The page of all alarms is up to date, and no room raises one that it does not name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.alarm_page import page

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "alarms.md"
CODE = re.compile(r"[A-Z][A-Z0-9]+(-[A-Z0-9]+)+")
PREFIX = re.compile(r"[A-Z]{3,}-")
ROOMS = ("assistant", "escalation", "records", "reminders", "sensors")
NO_ALARM = frozenset({"UTF-8", "SHA-256", "AES-256"})
BUILDERS = frozenset({"Alarm", "Trouble", "Finding"})


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            text = file.read_text(encoding="utf-8")
            if "Alarm" in text or "Trouble" in text or "Rule" in text:
                yield file, ast.parse(text)


def built(tree: ast.Module) -> bool:
    """Whether a module makes alarms or troubles itself."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in BUILDERS
        for node in ast.walk(tree)
    )


def codes() -> Iterator[str]:
    """Every code in a module that makes alarms, and the beginnings of composed ones."""
    for file, tree in trees():
        if not built(tree) or file.name == "alarm_page.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if PREFIX.fullmatch(start):
                    yield start
            elif isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                yield str(node.value)


FOUND = sorted(set(codes()) - NO_ALARM)


def test_the_page_is_up_to_date() -> None:
    hint = "python -m assistant.alarm_page > docs/alarms.md"
    assert PAGE.read_text(encoding="utf-8") == page(), hint


def test_the_source_of_all_rooms_is_read() -> None:
    wanted = {"DOSE-LATE", "ESC-NOBODY", "HELP-", "PAIN-HIGH", "SAID-", "SERVICE-", "TECH-"}
    assert wanted <= set(FOUND)


@pytest.mark.parametrize("code", FOUND)
def test_every_alarm_of_every_room_is_on_the_page(code: str) -> None:
    text = page()
    if code == "SAID-":
        assert "## What the patient says, and doses missed" in text
        return
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    own = {line.split(" | ")[0].removeprefix("| ") for line in rows}
    starts = (code, f"TECH-{code}")
    assert any(one.startswith(starts) for one in own)
