"""Medicine on demand: the order's own limits, never advice.

"May I take a painkiller?" is answered with what the order says: not before so and so,
or at most so many in 24 hours. A second intake inside the minimum gap is not a silent
entry: a person is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.medication import Corroboration, Dose, DoseOutcome, Regimen
from reminders.plan import dose_id

DAY = timedelta(hours=24)
TOO_SOON = "DOSE-TOO-SOON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What an order says about one more dose at this instant."""

    regimen: Regimen
    last: datetime | None
    """The latest intake, as far as told."""
    not_before: datetime | None
    """Earliest instant for another dose; None: the order sets no limit that holds now."""
    taken: int
    """Intakes in the 24 hours before now."""
    by_maximum: bool = False
    """The maximum of 24 hours holds it back, not the gap."""

    def allows(self, now: datetime) -> bool:
        """Whether the order's limits leave room for a dose at `now`."""
        return self.not_before is None or now >= self.not_before


def allowance(regimen: Regimen, intakes: Iterable[datetime], now: datetime) -> Allowance:
    """What the order of an on-demand medicine allows; all instants aware.

    An intake told for a later instant than `now` counts too: it is kept clear of.
    """
    past = sorted(intakes)
    gap = regimen.minimum_gap or timedelta()
    by_gap = past[-1] + gap if past else None
    recent = [at for at in past if at > now - DAY]
    most = regimen.as_needed.maximum if regimen.as_needed else None
    by_count = None
    if most is not None and len(recent) >= most:
        by_count = recent[len(recent) - most] + DAY if most else now + DAY
    limits = [at for at in (by_gap, by_count) if at is not None and at > now]
    return Allowance(
        regimen=regimen,
        last=past[-1] if past else None,
        not_before=max(limits, default=None),
        taken=len(recent),
        by_maximum=by_count is not None and by_count == max(limits, default=None),
    )


def intake(regimen: Regimen, at: datetime, zone: ZoneInfo) -> Dose:
    """The record of one dose taken on demand, named by the instant it was taken."""
    return Dose(
        id=dose_id(regimen, at, zone),
        patient=regimen.patient,
        regimen=regimen.id,
        revision=regimen.revision,
        medicine=regimen.medicine,
        dose_text=regimen.dose_text,
        due=at,
        opens=at,
        closes=at,
        outcome=DoseOutcome.TAKEN,
        corroboration=Corroboration.CLAIMED,
        ended_at=at,
        taken_at=at,
    )


def too_soon(dose: Dose, now: datetime) -> Alarm:
    """A person hears of an intake that the order did not allow yet."""
    digest = sha256(f"{dose.patient}|{dose.id}".encode()).hexdigest()[:16]
    due = dose.id.rpartition("/")[2][11:16]
    return Alarm(
        id=AlarmId(f"soon-{digest}"),
        patient=dose.patient,
        code=TOO_SOON,
        cause=Cause.ADVISORY,
        priority=Priority.MEDIUM,
        raised_at=now,
        reasons=(
            Reason(key="dose_too_soon", facts=(("medicine", dose.medicine), ("due", due))),
        ),
    )
