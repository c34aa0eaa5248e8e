"""Falls and lows of real people; skipped where the recordings are not there."""

from itertools import islice

import pytest

from benchmarks import falls, glucose
from benchmarks.lows import Score, score
from benchmarks.recorded import folder, umafall
from benchmarks.recorded import glucose as traces
from care.errors import SetupError

pytestmark = [pytest.mark.integration, pytest.mark.recordings]


def present(name: str) -> None:
    try:
        folder(name)
    except SetupError as error:
        pytest.skip(str(error))


def test_falls_are_found_and_daily_life_is_quiet() -> None:
    present("umafall")
    judged = [falls.judged(one) for one in islice(umafall(), 0, None, 20)]
    found = [bool(one.alarms) for one in judged if one.trial.fall]
    quiet = [not one.alarms for one in judged if not one.trial.fall]
    assert sum(found) / len(found) >= 0.9
    assert sum(quiet) / len(quiet) >= 0.95
    assert all(one.delay is None or one.delay <= 10 for one in judged if one.trial.fall)


def test_lows_are_told_in_time() -> None:
    present("cgm")
    got = Score()
    for trace in islice((one for one in traces() if one.source == "AZT1D"), 2):
        part = trace._replace(times=trace.times[:4000], values=trace.values[:4000])
        told = glucose.alarms(part)
        got = got.plus(score(glucose.spans(told, glucose.LOWS), part))
    assert got.lows >= 5
    assert got.found / got.lows >= 0.8
