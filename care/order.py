"""A clinician's order for one medicine: versioned, confirmed as rendered, signed.

A revision is never changed; a change is the next revision, with its own instant of
effect. What the clinician signs is the order and the plan as it was shown, so what runs
is what was read (hazards H-03, H-19).
"""

from dataclasses import dataclass
from datetime import datetime

from care.medication import Regimen
from care.people import PatientId, ProviderId


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One revision of one medicine's order (FHIR MedicationRequest)."""

    id: str
    patient: PatientId
    revision: int
    """1, 2, 3, ... without holes."""
    regimens: tuple[Regimen, ...]
    """Empty: the medicine is stopped. Several: steps that follow one another."""
    effective: datetime
    """From this instant on it is in force; until then the revision before it."""
    author: ProviderId
    restores: int | None = None
    """The revision that a roll-back brings back."""

    @property
    def high_risk(self) -> bool:
        """Whether a second person must sign."""
        return any(regimen.high_risk for regimen in self.regimens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's signature over an order and its rendering."""

    by: ProviderId
    key: str
    """Id of the key: the first 16 hex digits of the SHA-256 of the public key."""
    value: str
    """Base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOrder:
    """An order as it travels from the console to the station."""

    order: Order
    shown: tuple[str, ...]
    """The rendered plan, line by line, as the clinician confirmed it."""
    signatures: tuple[Signature, ...] = ()
    text: str = ""
    """The very words that were signed: canonical JSON of order and lines shown. Kept, so
    that a signature holds for ever, however later versions write an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason why an order does not run."""

    code: str
    """"unsigned", "second_person", "revision", "effective", "timing", "gap", "shown",
    "patient", "altered", "unknown_key", "revoked_key" or "forged"."""
    detail: str
