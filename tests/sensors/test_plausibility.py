"""What cannot be is refused; what is merely doubtful is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from care.observation import Kind, Observation, Quality
from sensors.plausibility import plausible
from sensors.refusal import Refusal
from tests.fakes.readings import spo2

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FINE = spo2(97, NOW)


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (FINE, None),
        (replace(FINE, value=300.0), Refusal.IMPLAUSIBLE),
        (replace(FINE, value="high"), Refusal.IMPLAUSIBLE),
        (replace(FINE, unit="mg/dL"), Refusal.UNIT),
        (replace(FINE, quality=Quality.QUESTIONABLE), None),
        (replace(FINE, taken_at=NOW - timedelta(days=2)), None),
        (replace(FINE, value=None, quality=Quality.NO_READING), None),
        (replace(FINE, kind=Kind("humidity"), value=1e6), None),
    ],
)
def test_reasons(reading: Observation, reason: Refusal | None) -> None:
    assert plausible(reading) is reason
