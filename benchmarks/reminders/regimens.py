"""Orders of common forms, for every part of this benchmark."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from care.medication import Regimen, RegimenId
from care.people import PatientId, ProviderId

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
FORMS = (
    {"frequency": 1, "period": 1, "periodUnit": "d"},
    {"frequency": 2, "period": 1, "periodUnit": "d"},
    {"timeOfDay": ["02:30:00", "20:15:00"]},
    {"when": ["PC"]},
    {"frequency": 1, "period": 8, "periodUnit": "h"},
    {"frequency": 3, "period": 1, "periodUnit": "wk"},
    {"dayOfWeek": ["mon", "thu"], "timeOfDay": ["09:00:00"]},
    {"frequency": 1, "period": 1, "periodUnit": "mo"},
)


def regimen(number: int, patient: int = 0) -> Regimen:
    """One of several common forms."""
    return Regimen(
        id=RegimenId(f"r{number}"),
        patient=PatientId(f"p{patient}"),
        revision=1,
        medicine=f"medicine {number}",
        dose_text="one tablet",
        timing=dict(FORMS[number % len(FORMS)]),
        starts=START,
        author=ProviderId("c"),
    )
