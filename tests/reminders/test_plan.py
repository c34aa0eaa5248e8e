"""The plan against worked expansions and hand-read cases."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from care.medication import AsNeeded, Regimen, RegimenId
from care.people import PatientId, ProviderId, Routine
from reminders.element import TimingError
from reminders.plan import plan

VECTORS = json.loads(
    (Path(__file__).parents[1] / "data/clinical/schedule_vectors.json").read_text()
)["vectors"]


def regimen(timing: dict[str, Any], starts: datetime, **more: Any) -> Regimen:
    return Regimen(
        id=RegimenId("m"),
        patient=PatientId("p1"),
        revision=1,
        medicine="medicine",
        dose_text="one tablet",
        timing=timing,
        starts=starts,
        author=ProviderId("c1"),
        **more,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_worked_expansions(vector: dict[str, Any]) -> None:
    zone = ZoneInfo(vector["tz"])
    start, end = (datetime.fromisoformat(t).replace(tzinfo=zone) for t in vector["window"])
    anchor = datetime.fromisoformat(vector.get("anchor", vector["window"][0]))
    order = regimen(
        vector["repeat"],
        anchor.replace(tzinfo=zone).astimezone(UTC),
        as_needed=AsNeeded() if vector["as_needed"] else None,
    )
    if vector["expect"] is None:
        with pytest.raises(TimingError):
            plan([order], Routine(), zone, start, end)
        return
    doses = plan([order], Routine(), zone, start, end)
    shown = [dose.due.astimezone(zone).strftime("%Y-%m-%dT%H:%M%z") for dose in doses]
    assert shown == vector["expect"]
