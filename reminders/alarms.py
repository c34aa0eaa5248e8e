"""Advisory alarms about doses: a person is told, and nothing else.

DOSE-LATE     nobody confirmed the dose by its notice instant     low, caregiver
DOSE-MISSED   the window is over, not taken                       low; critical: medium
DOSE-UNKNOWN  nobody can tell whether it was taken, or unsure     low; critical: medium
DOSE-REFUSED  a critical medicine was refused                     medium, provider
DOSE-TWICE    the patient says it was taken a second time         medium; critical: high
"""

from datetime import datetime
from hashlib import sha256

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.medication import Dose, DoseId, DoseOutcome, Regimen

LATE, MISSED, UNKNOWN, REFUSED = "DOSE-LATE", "DOSE-MISSED", "DOSE-UNKNOWN", "DOSE-REFUSED"
TWICE = "DOSE-TWICE"
CODES = {
    DoseOutcome.MISSED: MISSED,
    DoseOutcome.UNKNOWN: UNKNOWN,
    DoseOutcome.REFUSED: REFUSED,
}
REASONS = {
    LATE: "dose_late",
    MISSED: "dose_missed",
    UNKNOWN: "dose_unknown",
    REFUSED: "dose_refused",
    TWICE: "dose_twice",
}


def token(dose: DoseId) -> str:
    """A name of a dose that tells nothing about the medicine; for ids that travel."""
    return sha256(dose.encode()).hexdigest()[:16]


def alarm_id(dose: Dose, closings: int = 0) -> AlarmId:
    """One alarm for all doses due together, however late, missed or refused they are.

    What is told after somebody has closed it is a new one: `closings` counts them.
    """
    again = f"#{closings}" if closings else ""
    return AlarmId(f"dose-{token(DoseId(f'{dose.patient}@{dose.due.isoformat()}{again}'))}")


def _twice_id(dose: Dose, at: datetime) -> AlarmId:
    """Its own: an earlier alarm of the dose may have been closed, and is over then."""
    return AlarmId(f"twice-{token(DoseId(f'{dose.id}@{at.isoformat()}'))}")


def _priority(regimen: Regimen, code: str) -> Priority:
    if code == TWICE:
        return Priority.HIGH if regimen.critical else Priority.MEDIUM
    return Priority.MEDIUM if regimen.critical and code != LATE else Priority.LOW


def local_due(dose: Dose) -> datetime:
    """The due instant on the patient's clock, as the id has it."""
    return datetime.fromisoformat(dose.id.rpartition("/")[2])


def dose_alarm(
    dose: Dose, regimen: Regimen, code: str, now: datetime, closings: int = 0
) -> Alarm:
    """The alarm of one dose, after so many closed ones."""
    due = local_due(dose).strftime("%H:%M")
    return Alarm(
        id=_twice_id(dose, now) if code == TWICE else alarm_id(dose, closings),
        patient=dose.patient,
        code=code,
        cause=Cause.ADVISORY,
        priority=_priority(regimen, code),
        raised_at=now,
        reasons=(
            Reason(key=REASONS[code], facts=(("medicine", dose.medicine), ("due", due))),
        ),
    )
