"""A Timing as one repeat: its own elements, its code's meaning, its cycle."""

from typing import Any

import pytest

from care.medication import Cycle
from reminders.element import TimingError
from reminders.fhir_timing import CODES, CYCLE, timing_of

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


def coded(*codes: str, **repeat: Any) -> dict[str, Any]:
    concept = {"coding": [{"code": code} for code in codes]}
    return {"timing": {"code": concept, "repeat": repeat} if repeat else {"code": concept}}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_value_set_has_its_meaning(code: str) -> None:
    assert timing_of("", coded(code)) == (CODES[code], None)


def test_bounds_stand_beside_a_code_and_the_rest_must_agree() -> None:
    found, _ = timing_of("", coded("BID", count=4))
    assert found == CODES["BID"] | {"count": 4}
    assert timing_of("", coded("QD", **DAILY))[0] == DAILY
    with pytest.raises(TimingError, match=r"^x\.timing\.code: BID is frequency 2, not 1"):
        timing_of("x.", coded("BID", **DAILY))
    with pytest.raises(TimingError, match="timing.code"):
        timing_of("", coded("BID", "TID"))


def test_a_code_of_another_system_is_left_where_the_repeat_says_all() -> None:
    assert timing_of("", coded("229799001", **DAILY))[0] == DAILY
    with pytest.raises(TimingError, match="not in the clinic's table"):
        timing_of("", coded("229799001", count=4))


def test_a_cycle_comes_once_and_in_days() -> None:
    def cycled(*values: str) -> dict[str, Any]:
        given = [{"url": CYCLE, "valueString": value} for value in values]
        return {"timing": {"repeat": DAILY | {"extension": given}}}

    assert timing_of("", cycled("21/7")) == (DAILY, Cycle(on=21, off=7))
    for values in (("21/7", "21/7"), ("0/7",), ("21",), ("a/b",), ("999999/9",)):
        with pytest.raises(TimingError, match="timing.repeat.extension"):
            timing_of("", cycled(*values))


def test_no_timing_is_an_empty_one() -> None:
    assert timing_of("", {}) == ({}, None)
    assert timing_of("", {"timing": {"repeat": {"id": "a", **DAILY}}}) == (DAILY, None)
