"""Ada, who lives in the home of the console's tests, and who cares for her."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from care.people import PatientId, ProviderId

ADA, LUCA, NORA = PatientId("ada"), ProviderId("luca"), ProviderId("nora")

OMAR, BO = ProviderId("omar"), ProviderId("bo")

NORAS, OMARS = (Ed25519PrivateKey.from_private_bytes(seed * 32) for seed in (b"n", b"o"))

MINUTE = timedelta(minutes=1)

PARIS = ZoneInfo("Europe/Paris")


MORNING = datetime(2026, 11, 22, 8, 45, tzinfo=UTC)
"""A quarter to ten in Paris."""
