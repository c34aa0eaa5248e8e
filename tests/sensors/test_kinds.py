"""Every row of the table of kinds keeps the same promises."""

import json
import math
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.alarm import Priority
from care.commands import Confirm, Raise
from care.observation import Kind, Observation, Quality
from care.people import Language
from care.wording import wording
from sensors.detector import Rule, Side, latest
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.limits import LimitSettings, personal
from sensors.replay import commands
from sensors.watch import Measured, Watch, step
from tests.fakes.patients import ADA, at, reading, watch_of

DATA = Path(__file__).parent.parent / "data" / "clinical"
NUMERIC = [kind for kind in KINDS.values() if kind.plausible]
RULES = [(kind, rule) for kind in KINDS.values() for rule in kind.rules]
PLAIN = [
    (kind, rule)
    for kind, rule in RULES
    if rule.measure is latest and rule.scale in (0, 1) and not rule.opt_in
]
COMMON = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def name(row: object) -> str:
    return row.kind if isinstance(row, SensorKind) else getattr(row, "code", "")


def told(readings: Iterable[Observation]) -> list[Raise | Confirm]:
    """What would be told about a stream, but for its silence."""
    found = [one for _, _, some in commands(watch_of(), readings) for one in some]
    return [
        one
        for one in found
        if isinstance(one, Raise | Confirm) and one.alarm.reasons[0].key != "stream_silent"
    ]


def after(readings: Iterable[Observation]) -> Watch:
    """The watch once all readings have come."""
    watch = watch_of()
    for one in readings:
        watch, _ = step(watch, Measured(reading=one), one.received_at)
    return watch


def bad_value(kind: SensorKind, rule: Rule) -> float:
    """A believable value at the rule's level, or beyond it."""
    _, lowest, highest = kind.plausible[0]
    return min(highest, max(lowest, rule.level))


def episode(kind: SensorKind, rule: Rule, *, start: float = 0.0) -> list[Observation]:
    """Readings beyond the level for long enough to raise."""
    value = bad_value(kind, rule)
    lasts = rule.raise_after.total_seconds()
    step = min(60.0, rule.gap.total_seconds() / 2) if lasts < 3600 else 300.0
    many = max(rule.readings, int(lasts / step) + 2)
    unit = kind.units[0]
    return [reading(kind.kind, value, start + i * step, unit=unit) for i in range(many)]


@pytest.mark.parametrize(("kind", "rule"), PLAIN, ids=name)
def test_a_lasting_excess_is_told_once(kind: SensorKind, rule: Rule) -> None:
    found = told(episode(kind, rule))
    kept = after(episode(kind, rule)).kept.alarms.values()
    assert rule.code in {f.code.partition("@")[0] for held in kept for f in held.findings}
    raised = [(type(one), one.alarm.id, one.alarm.priority) for one in found]
    assert len(raised) == len(set(raised))


@pytest.mark.parametrize(("kind", "rule"), PLAIN, ids=name)
@pytest.mark.parametrize(
    "spoil", ["stale", "no_reading", "questionable", "impossible", "nan"]
)
def test_no_alarm_without_fresh_valid_data(
    kind: SensorKind, rule: Rule, spoil: str
) -> None:
    spoilt = []
    for one in episode(kind, rule):
        seconds = (one.taken_at - at(0)).total_seconds()
        value: float | None = float(one.value or 0)
        late, quality = 0.0, Quality.GOOD
        if spoil == "stale":
            late = kind.fresh.total_seconds() + 60
        if spoil == "no_reading":
            value, quality = None, Quality.NO_READING
        if spoil == "questionable":
            quality = Quality.QUESTIONABLE
        if spoil == "impossible":
            value = kind.plausible[0][2] + 1000
        if spoil == "nan":
            value = math.nan
        spoilt.append(
            reading(kind.kind, value, seconds, late=late, quality=quality, unit=one.unit)
        )
    assert told(spoilt) == []


@pytest.mark.parametrize("kind", [k for k in NUMERIC if k.no_reading], ids=name)
def test_codes_for_no_reading_are_no_readings(kind: SensorKind) -> None:
    for code in kind.no_reading:
        row = [reading(kind.kind, code, i * 30, unit=kind.units[0]) for i in range(40)]
        assert told(row) == []


@pytest.mark.parametrize(("kind", "rule"), PLAIN, ids=name)
def test_shifting_all_times_shifts_only_times(kind: SensorKind, rule: Rule) -> None:
    now = told(episode(kind, rule))
    later = told(episode(kind, rule, start=3600 * 24 * 3 + 17))
    assert [(type(a), a.alarm.code, a.alarm.priority) for a in now] == [
        (type(a), a.alarm.code, a.alarm.priority) for a in later
    ]


@pytest.mark.parametrize(
    "kind", [k for k in NUMERIC if k.rules and not k.per_device], ids=name
)
@COMMON
@given(data=st.data())
def test_order_of_arrival_does_not_matter_in_the_end(
    kind: SensorKind, data: st.DataObject
) -> None:
    unit, lowest, highest = kind.plausible[0]
    numbers = st.floats(lowest, highest).map(lambda number: round(number, 1))
    values = data.draw(st.lists(numbers, min_size=2, max_size=12))
    step = kind.fresh.total_seconds() / (2 * len(values))
    last = step * len(values)
    row = [
        reading(kind.kind, value, i * step, late=last - i * step, unit=unit)
        for i, value in enumerate(values)
    ]
    shuffled = data.draw(st.permutations(row))
    straight, other = (after(order).streams.get(kind.kind) for order in (row, shuffled))
    assert (straight is None) == (other is None)
    if straight is not None and other is not None:
        assert straight.episodes == other.episodes
        assert straight.window == other.window


@pytest.mark.parametrize(("kind", "rule"), [r for r in PLAIN if r[1].floor], ids=name)
@COMMON
@given(
    level=st.floats(-1000, 1000),
    wait=st.floats(0, 86400),
    clear=st.floats(-1000, 1000),
)
def test_floors_survive_every_setting(
    kind: SensorKind, rule: Rule, level: float, wait: float, clear: float
) -> None:
    change = LimitSettings(
        level=level, clear=clear, raise_after_s=wait, clear_after_s=wait, repeat_min=1440
    )
    limits = dict.fromkeys((r.code for r in kind.rules), change)
    panel = personal(ADA, limits)[f"{kind.kind} {kind.units[0]}"]
    (own,) = [r for r in panel.rules if r.code == rule.code]
    assert own.floor
    assert own.raise_after <= rule.raise_after
    stricter = own.level >= rule.level if rule.side is Side.LOW else own.level <= rule.level
    assert stricter


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=name)
def test_every_rule_is_sound(kind: SensorKind, rule: Rule) -> None:
    assert rule.kind == kind.kind
    assert rule.source
    if rule.side is Side.LOW:
        assert rule.clear >= rule.level
    else:
        assert rule.clear <= rule.level
    if rule.floor:
        assert rule.priority is Priority.HIGH
        assert rule.ask is None
    if rule.follows:
        assert rule.follows in {one.code for one in kind.rules}


def test_codes_are_unique() -> None:
    codes = [rule.code for _, rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("kind", "rule"), RULES, ids=name)
def test_every_reason_and_question_has_words(
    kind: SensorKind, rule: Rule, language: Language
) -> None:
    words = wording(language)
    assert words.has(f"reason.{rule.reason}")
    if rule.ask:
        for key in (f"question.{rule.ask}.ask", f"question.{rule.ask}.again"):
            assert words.has(key)
        for key in (f"reason.said_{rule.ask}", f"reason.denied_{rule.ask}"):
            assert words.has(key)


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if len(k.units) > 1], ids=name)
def test_every_limit_exists_in_every_unit(kind: SensorKind) -> None:
    rules = personal(ADA, {})
    for unit in kind.units:
        for rule in rules[f"{kind.kind} {unit}"].rules:
            assert rule.unit == unit or rule.unit not in kind.units


def test_words_of_events_are_known_words() -> None:
    for kind in KINDS.values():
        if kind.words and kind.rules:
            known = reading(kind.kind, min(kind.words), 0)
            assert known.value in kind.words


def test_a_pump_alarm_keeps_its_priority_and_text() -> None:
    found = [
        one
        for _, _, told_ in commands(
            watch_of(), [reading("infusion", "occlusion", 0, device="pump-1")]
        )
        for one in told_
        if isinstance(one, Raise)
    ]
    (raised,) = found
    assert raised.alarm.priority is Priority.HIGH
    words = wording(Language.ENGLISH).say(f"reason.{raised.alarm.reasons[0].key}")
    assert words == "the pump reports a blocked line"


CODES = json.loads((DATA / "codes.json").read_text())
WHAT = {
    "pulse": "heart rate",
    "respiration": "respiratory rate",
    "spo2": "oxygen saturation by pulse oximetry (add as second coding)",
    "temperature": "body temperature",
    "weight": "body weight",
    "glucose": "CGM sensor reading mass",
    "glucose_meter": "glucose capillary by glucometer, mass",
}


@pytest.mark.parametrize("kind", WHAT)
def test_codes_and_units_are_those_of_the_coding_table(kind: str) -> None:
    (row,) = [one for one in CODES["observations"] if one["what"] == WHAT[kind]]
    ours = KINDS[Kind(kind)]
    assert ours.loinc == row["loinc"]
    assert ours.units[0] in row["ucum"].split(" | ")


def test_pressure_is_coded_by_its_components() -> None:
    (row,) = [one for one in CODES["observations"] if one["what"] == "blood pressure panel"]
    for kind in ("systolic", "diastolic"):
        assert KINDS[Kind(kind)].loinc == row["components"][kind]
