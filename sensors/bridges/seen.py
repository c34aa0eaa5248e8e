"""What a bridge makes of one message of another system."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from care.instants import of_seconds
from care.observation import DeviceId, Kind, Observation, Quality
from care.people import PatientId
from sensors.vetting import UNSET

MILLISECONDS = 1e11
"""POSIX times above are in milliseconds."""


class BridgeError(ValueError):
    """A message is not in the form that its project documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One value on its way to becoming an Observation."""

    kind: str
    value: float | str | None
    unit: str
    taken_at: datetime
    source: str = ""
    """By what its source names it for ever, so that it counts once when it comes again;
    empty where a source gives no name and no time of its own."""


def observation(seen: Seen, device: DeviceId, received_at: datetime) -> Observation:
    """As a reading of the module; the home puts the patient in."""
    return Observation(
        patient=PatientId("unknown"),
        kind=Kind(seen.kind),
        value=seen.value,
        unit=seen.unit,
        taken_at=seen.taken_at,
        received_at=received_at,
        device=device,
        quality=Quality.NO_READING if seen.value is None else Quality.GOOD,
    )


def parse(payload: bytes) -> Any:
    """JSON of a payload; BridgeError when it is none."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BridgeError("payload is no JSON") from error


def number(value: Any, what: str) -> float:
    """A finite number, also one written as text; BridgeError otherwise."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError) as error:
        msg = f"{what} is no number"
        raise BridgeError(msg) from error
    if not math.isfinite(found):
        msg = f"{what} is no number"
        raise BridgeError(msg)
    return found


def word(value: Any) -> str:
    """A text as it is; empty for anything else, which no table of words knows."""
    return value if isinstance(value, str) else ""


def told_time(told: Any, what: str) -> datetime | None:
    """ISO text, POSIX seconds or milliseconds; text without a zone is UTC.

    None when nothing is told, or when the clock behind it was never set. BridgeError
    when it is no time at all.
    """
    if told is None:
        return None
    try:
        if isinstance(told, str):
            found = datetime.fromisoformat(told)
            found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        else:
            seconds = number(told, what)
            seconds = seconds / 1_000 if abs(seconds) > MILLISECONDS else seconds
            found = of_seconds(seconds)
    except (ValueError, OverflowError, OSError) as error:
        msg = f"{what} is no time"
        raise BridgeError(msg) from error
    return found if found >= UNSET else None
