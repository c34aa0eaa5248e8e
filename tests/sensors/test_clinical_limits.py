"""Our limits beside the clinical table: equal, or argued on the page about watching.

The table (tests/data/clinical/thresholds.json and alarms.json) is a proposal of defaults.
Where a rule of ours differs, docs/watching.md says so and why, under the heading "Where we
differ from the clinical table"; a line there for a rule that does not differ fails too.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sensors.detector import Rule, Side, latest
from sensors.kinds import KINDS
from sensors.measures import SILENCES, spot

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "clinical"
TABLE: dict[str, Any] = json.loads((DATA / "thresholds.json").read_text())
AL2: str = next(
    row["rule"]
    for row in json.loads((DATA / "alarms.json").read_text())["rules"]
    if row["id"] == "AL-2"
)
RULES = {rule.code: rule for kind in KINDS.values() for rule in kind.rules}
HEADING = "## Where we differ from the clinical table"
PAGE = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
ARGUED = set(
    re.findall(
        r"`([A-Z0-9-]+)`",
        "".join(
            line.partition("|")[2].partition("|")[0]
            for line in PAGE.partition(HEADING)[2].partition("\n## ")[0].splitlines()
            if line.startswith("|")
        ),
    )
)
"""Codes in the first column of the table under that heading."""

ROWS: list[dict[str, str]] = [
    row
    for part in (
        TABLE["spo2"]["alarm_proposal"],
        TABLE["pulse"]["alarm"],
        TABLE["resp_rate"]["alarm"],
        TABLE["blood_pressure"]["alarm"],
    )
    for row in part
]
WHEN = {row["id"]: row["when"] for row in ROWS}
PRIORITIES = {row["id"]: row["priority"] for row in ROWS}
GLUCOSE = TABLE["glucose"]["unit_tables"]
FEVER: list[str] = TABLE["temperature"]["fever_older_adult"]
COLD: str = TABLE["temperature"]["low"]
STALE: dict[str, dict[str, Any]] = TABLE["data_staleness_proposal"]


def limit(text: str, place: int = 0) -> tuple[str, float]:
    """The sign and number of a limit such as "<=87 % sustained 30 s"."""
    found = re.findall(r"(<=|>=|<|>)\s*([\d.]+)", text)
    return found[place][0], float(found[place][1])


def rows() -> dict[str, tuple[str, str, int]]:
    """Our code: the text that holds its limit, the side of danger, which limit of it."""
    return {
        "SPO2-CRIT": (WHEN["SPO2-CRIT"], "<", 0),
        "SPO2-LOW": (WHEN["SPO2-LOW"], "<", 0),
        "SPO2-CRIT-2": (WHEN["SPO2-CRIT-2"], "<", 0),
        "SPO2-LOW-2": ("<=" + WHEN["SPO2-LOW-2"].partition("-")[2], "<", 0),
        "SPO2-O2-HIGH": (WHEN["SPO2-O2-HIGH"], ">", 0),
        "HR-CRIT-LOW": (WHEN["HR-CRIT-LOW"], "<", 0),
        "HR-LOW": ("<=" + WHEN["HR-LOW"].partition("-")[2], "<", 0),
        "HR-HIGH": (">=" + WHEN["HR-HIGH"], ">", 0),
        "HR-CRIT-HIGH": (WHEN["HR-CRIT-HIGH"], ">", 0),
        "RR-CRIT-LOW": (WHEN["RR-CRIT"], "<", 0),
        "RR-CRIT-HIGH": (WHEN["RR-CRIT"], ">", 1),
        "RR-HIGH": (">=" + WHEN["RR-HIGH"], ">", 0),
        "BP-EMERG": (WHEN["BP-EMERG"], ">", 0),
        "DBP-EMERG": (WHEN["BP-EMERG"], ">", 1),
        "BP-SEVERE": (WHEN["BP-SEVERE"], ">", 0),
        "DBP-SEVERE": (WHEN["BP-SEVERE"], ">", 1),
        "BP-LOW": (WHEN["BP-LOW"], "<", 0),
        "BP-LOW-2": ("<=" + WHEN["BP-LOW-2"].partition("-")[2], "<", 0),
        "BP-ORTHO": (WHEN["BP-ORTHO"], ">", 0),
        "TEMP-FEVER": (FEVER[0], ">", 0),
        "TEMP-RAISED": (FEVER[1], ">", 0),
        "TEMP-UNUSUAL": (FEVER[2], ">", 0),
        "TEMP-LOW": (COLD, "<", 0),
        "TEMP-VERY-LOW": (COLD, "<", 1),
        "GLU-URGENT": (GLUCOSE["mg/dL"]["urgent_low_alarm"], "<", 0),
        "GLU-LOW": (GLUCOSE["mg/dL"]["level1_low"], "<", 0),
        "GLU-HIGH": (GLUCOSE["mg/dL"]["level2_high"], ">", 0),
        "METER-LOW": (GLUCOSE["mg/dL"]["level1_low"], "<", 0),
        "METER-URGENT": ("<=54", "<", 0),
    }


CLOSE = 0.051


def fine(rule: Rule) -> float:
    """The smallest step of the measure: what "less than" leaves below a limit."""
    return (
        0.1 if rule.unit in ("Cel", "mg/dL") or not float(rule.level).is_integer() else 1.0
    )


def wanted(rule: Rule, text: str, place: int) -> float:
    sign, number = limit(text, place)
    return {"<": number - fine(rule), ">": number + fine(rule)}.get(sign, number)


LIMITS = rows()


def same_level(code: str) -> bool:
    text, side, place = LIMITS[code]
    rule = RULES[code]
    assert (rule.side is Side.LOW) == (side == "<")
    expected = wanted(rule, text, place)
    return abs(rule.level - expected) < CLOSE


@pytest.mark.parametrize("code", LIMITS)
def test_a_level_is_that_of_the_table_or_argued(code: str) -> None:
    assert same_level(code) or code in ARGUED, LIMITS[code]


def seconds_of(text: str) -> float | None:
    """How long a limit must be passed, where the table says it."""
    found = re.search(r"(?:sustained|rest) (\d+) (s|min)", text)
    if found is None:
        found = re.search(r"()twice, (\d+) (min)", text)
        return None if found is None else float(found[2]) * 60
    return float(found[1]) * (60 if found[2] == "min" else 1)


DELAYED = {code: text for code, text in WHEN.items() if seconds_of(text) is not None}


def same_delay(code: str) -> bool:
    return RULES[code].raise_after == timedelta(seconds=seconds_of(WHEN[code]) or 0)


def test_the_table_tells_some_delays() -> None:
    assert set(DELAYED) >= {"SPO2-CRIT", "SPO2-LOW", "HR-HIGH", "HR-CRIT-HIGH"}


@pytest.mark.parametrize("code", DELAYED)
def test_a_delay_is_that_of_the_table_or_argued(code: str) -> None:
    assert same_delay(code) or code in ARGUED, WHEN[code]


SHARED = {code: code for code in PRIORITIES if code in RULES} | {
    "RR-CRIT-LOW": "RR-CRIT",
    "RR-CRIT-HIGH": "RR-CRIT",
}


@pytest.mark.parametrize("code", SHARED)
def test_a_priority_is_that_of_the_table(code: str) -> None:
    assert RULES[code].priority == PRIORITIES[SHARED[code]]


def test_every_row_of_the_table_is_a_rule_of_ours() -> None:
    assert set(WHEN) - {"RR-CRIT"} <= set(RULES)


MARGINS = {
    kind: float(re.search(rf"{word} ([\d.]+)", AL2)[1])  # type: ignore[index]
    for kind, word in {
        "glucose": "glucose",
        "glucose_meter": "glucose",
        "spo2": "SpO2",
        "pulse": "HR",
        "systolic": "BP",
        "diastolic": "BP",
        "temperature": "temp",
    }.items()
}
VALUED = [
    (rule, unit, level, clear)
    for kind, rule in ((k, r) for k in KINDS.values() for r in k.rules)
    if kind.kind in MARGINS and (rule.measure in (latest, spot) or rule.as_newest)
    for unit, level, clear in ((rule.unit, rule.level, rule.clear), *rule.also)
]
SCALE = {"mmol/L": 1 / 18.016, "[degF]": 1.8}


def wide_enough(row: tuple[Rule, str, float, float]) -> bool:
    rule, unit, level, clear = row
    return abs(clear - level) >= MARGINS[rule.kind] * SCALE.get(unit, 1.0) - CLOSE


def in_words(row: tuple[Rule, str, float, float]) -> str:
    return f"{row[0].code} {row[1]}"


@pytest.mark.parametrize("row", VALUED, ids=in_words)
def test_an_alarm_clears_by_the_margin_of_al_2(
    row: tuple[Rule, str, float, float],
) -> None:
    assert wide_enough(row) or row[0].code in ARGUED


@pytest.mark.parametrize("row", VALUED, ids=in_words)
def test_an_alarm_clears_after_two_readings_or_it_is_argued(
    row: tuple[Rule, str, float, float],
) -> None:
    assert row[0].clear_readings >= 2 or row[0].code in ARGUED


BUDGETS = {
    "GLU-SILENT": STALE["cgm"]["warn_min"],
    "GLU-LOST": STALE["cgm"]["urgent_min"],
    "SPO2-SILENT": STALE["spo2_continuous"]["warn_min"],
    "FALL-SILENT": STALE["fall_sensor"]["warn_min"],
    "INFUSION-SILENT": STALE["pump"]["warn_min"],
    "INFUSION-LOST": STALE["pump"]["urgent_min"],
    "FEEDING-SILENT": STALE["pump"]["warn_min"],
    "FEEDING-LOST": STALE["pump"]["urgent_min"],
    "PILLBOX-SILENT": STALE["pillbox"]["heartbeat_min"],
    "MOTION-SILENT": STALE["motion"]["heartbeat_min"],
}


@pytest.mark.parametrize("code", BUDGETS)
def test_the_budget_of_silence_is_that_of_the_table(code: str) -> None:
    assert RULES[code].measure in SILENCES
    assert RULES[code].level == BUDGETS[code]


def test_an_urgent_low_repeats_and_comes_again_as_the_table_says() -> None:
    low = TABLE["glucose"]["urgent_low"]
    rule = RULES["GLU-URGENT"]
    assert rule.repeat == timedelta(minutes=low["repeat_min"])
    assert rule.again == timedelta(minutes=low["realarm_after_ack_min"])
    assert rule.floor is not low["can_be_disabled"]


def test_what_is_argued_does_differ() -> None:
    quick = {row[0].code for row in VALUED if row[0].clear_readings == 1}
    narrow = {row[0].code for row in VALUED if not wide_enough(row)}
    levels = {code for code in LIMITS if not same_level(code)}
    delays = {code for code in DELAYED if not same_delay(code)}
    assert quick | narrow | levels | delays == ARGUED
