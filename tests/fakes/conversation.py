"""A patient who asks, and the facts the station would find for them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.conversation.asked import Asked
from assistant.conversation.known import Known
from care.medication import Dose, DoseId, DoseOutcome, Regimen, RegimenId
from care.observation import DeviceId, Kind, Observation, Quality
from care.people import Language, Patient, PatientId, ProviderId
from care.wording import wording

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
"""Noon in Paris, a Sunday."""
PARIS = ZoneInfo("Europe/Paris")


def patient(language: Language = Language.ENGLISH) -> Patient:
    """Rose, in Paris."""
    return Patient(id=PatientId("rose"), name="Rose", language=language, zone=PARIS)


def measured(
    kind: str, value: float, unit: str, minutes_ago: float, **more: Any
) -> Observation:
    """One stored value."""
    at = NOON - timedelta(minutes=minutes_ago)
    fields = {"quality": Quality.GOOD, "device": DeviceId("device-1")} | more
    return Observation(
        patient=PatientId("rose"),
        kind=Kind(kind),
        value=value,
        unit=unit,
        taken_at=at,
        received_at=at,
        **fields,
    )


def dose(
    medicine: str, hours: float, outcome: DoseOutcome | None = None, **more: Any
) -> Dose:
    """A dose due so many hours from noon."""
    due = NOON + timedelta(hours=hours)
    return Dose(
        id=DoseId(f"{medicine}/{due.isoformat()}"),
        patient=PatientId("rose"),
        regimen=RegimenId(medicine),
        revision=1,
        medicine=medicine,
        dose_text="one tablet",
        due=due,
        opens=due - timedelta(hours=1),
        closes=due + timedelta(hours=1),
        outcome=outcome,
        **more,
    )


def regimen(medicine: str, **more: Any) -> Regimen:
    """A confirmed plan."""
    return Regimen(
        id=RegimenId(medicine),
        patient=PatientId("rose"),
        revision=1,
        medicine=medicine,
        dose_text="one tablet",
        timing={"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        starts=NOON - timedelta(days=30),
        author=ProviderId("nurse"),
        **more,
    )


def asked(
    known: Known | None = None, language: Language = Language.ENGLISH, **more: Any
) -> Asked:
    """One call of an action."""
    given = {"words": "as heard", "intent": "ask_last_reading"} | more
    return Asked(
        patient=patient(language),
        now=NOON,
        wording=wording(language),
        known=known or Known(),
        **given,
    )


class StoredNowhere:
    """Facts that are what a test says they are."""

    def __init__(self, known: Known) -> None:
        """Always know this."""
        self.facts = known
        self.wanted: list[str | None] = []

    async def known(self, patient: Patient, reading: str | None, now: datetime) -> Known:
        """See `assistant.conversation.known.Facts`."""
        self.wanted.append(reading)
        return self.facts
