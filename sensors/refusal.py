"""Why a message that came in was not believed, as values that are counted and shown."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Reasons in the order of the checks (docs/wire-format.md, section 7)."""

    TOPIC = "topic"
    """The topic names no device or no known channel."""
    UNKNOWN_DEVICE = "unknown_device"
    """Not in the inventory, or not active there."""
    CUT_OFF = "cut_off"
    """The device misbehaved and is not listened to for a while."""
    OVERSIZED = "oversized"
    MALFORMED = "malformed"
    """Not the one layout of the wire format."""
    FOREIGN = "foreign"
    """Sealed in the name of another device than the topic's."""
    UNKNOWN_EPOCH = "unknown_epoch"
    OLD_EPOCH = "old_epoch"
    """The key was retired."""
    FORGED = "forged"
    """The seal or signature does not fit: flipped bits, foreign key or foreign topic."""
    BOUNDS = "bounds"
    """CBOR too deep, too long or incomplete."""
    CONTENT = "content"
    """Authentic, but no SenML that we know."""
    KIND = "kind"
    """The device is not enrolled for what it claims to measure."""
    UNIT = "unit"
    IMPLAUSIBLE = "implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One refused message or reading."""

    reason: Refusal
    detail: str = ""
    """Names fields and sizes, never values."""

    @property
    def label(self) -> str:
        """The reason as it is counted and shown: for single readings with their kind."""
        single = self.reason in (Refusal.KIND, Refusal.UNIT, Refusal.IMPLAUSIBLE)
        return f"{self.reason.value} {self.detail}".strip() if single else self.reason.value
