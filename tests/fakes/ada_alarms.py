"""Ada's alarms of a morning: one open, one taken, one ended."""

from datetime import datetime

from care.alarm import Alarm, AlarmId, Cause, Evidence, Priority, Reason
from care.escalation import (
    Acknowledgement,
    Contact,
    Delivery,
    DeliveryStatus,
    Escalation,
    EscalationId,
    Notice,
    NoticeId,
    Outcome,
    Policy,
    Resolution,
    Rung,
    Stage,
)
from care.observation import Kind
from care.people import ProviderId
from records.unit import Unit
from tests.fakes.ada import ADA, LUCA, MINUTE, NORA


def alarm(
    code: str, at: datetime, priority: Priority, cause: Cause, *reasons: Reason
) -> Alarm:
    """An alarm of Ada's."""
    return Alarm(
        id=AlarmId(f"ada/{code}/{at.isoformat()}"),
        patient=ADA,
        code=code,
        cause=cause,
        priority=priority,
        raised_at=at,
        reasons=reasons,
    )


def _contact(provider: ProviderId, channel: str) -> Contact:
    return Contact(provider=provider, channel=channel, address=f"{provider}@example.org")


POLICY = Policy(
    id="usual",
    revision=1,
    rungs=(
        Rung(contacts=(_contact(LUCA, "email"),), wait=5 * MINUTE),
        Rung(contacts=(_contact(NORA, "email"),), wait=10 * MINUTE),
    ),
    repeat=15 * MINUTE,
    lapse=30 * MINUTE,
)


def escalation(given: Alarm, stage: Stage, due: datetime | None) -> Escalation:
    """An alarm on its way."""
    return Escalation(
        id=EscalationId(f"e/{given.id}"),
        alarm=given,
        policy=POLICY,
        stage=stage,
        rung=0,
        attempt=0,
        due=due,
    )


def low_oxygen(now: datetime) -> Escalation:
    """High priority: oxygen has been low for two minutes; Luca was told."""
    at = now - 2 * MINUTE
    given = Alarm(
        id=AlarmId(f"ada/SPO2-LOW/{at.isoformat()}"),
        patient=ADA,
        code="SPO2-LOW",
        cause=Cause.PHYSIOLOGICAL,
        priority=Priority.HIGH,
        raised_at=at,
        reasons=(
            Reason(key="spo2_low", facts=(("value", "86"), ("lasting", "40 s"))),
            Reason(key="said_breathless"),
            Reason(key="pulse_fast", facts=(("value", "108"), ("lasting", "2 min"))),
        ),
        evidence=(
            Evidence(kind=Kind("spo2"), value=86.0, unit="%", taken_at=now - 0.2 * MINUTE),
            Evidence(
                kind=Kind("pulse"), value=108.0, unit="/min", taken_at=now - 0.2 * MINUTE
            ),
        ),
        floor=True,
    )
    return escalation(given, Stage.CLIMBING, now + 3 * MINUTE)


def lost_box(now: datetime) -> Escalation:
    """Low priority: a device is silent, and Nora has it."""
    given = alarm(
        "STREAM-SILENT",
        now - 26 * MINUTE,
        Priority.LOW,
        Cause.TECHNICAL,
        Reason(key="stream_silent", facts=(("stream", "fall"), ("lasting", "25 min"))),
    )
    taken = escalation(given, Stage.ACKNOWLEDGED, now + 18 * MINUTE)
    return Escalation(
        id=taken.id,
        alarm=given,
        policy=POLICY,
        stage=Stage.ACKNOWLEDGED,
        rung=0,
        attempt=0,
        due=taken.due,
        acknowledgement=Acknowledgement(by=NORA, at=now - 12 * MINUTE),
    )


def ended(now: datetime) -> Escalation:
    """Closed this morning by Luca."""
    given = alarm(
        "GLU-LOW",
        now - 300 * MINUTE,
        Priority.MEDIUM,
        Cause.PHYSIOLOGICAL,
        Reason(
            key="glucose_low",
            facts=(("value", "66"), ("unit", "mg/dL"), ("lasting", "15 min")),
        ),
    )
    done = Resolution(
        by=LUCA,
        at=now - 270 * MINUTE,
        outcome=Outcome.REAL_HELPED,
        note="Had juice; back to normal.",
    )
    return Escalation(
        id=EscalationId(f"e/{given.id}"),
        alarm=given,
        policy=POLICY,
        stage=Stage.RESOLVED,
        rung=0,
        attempt=0,
        due=None,
        resolution=done,
    )


def tell(unit: Unit, given: Escalation, at: datetime, provider: ProviderId) -> None:
    """Somebody was told by e-mail, and the mail server took it."""
    notice = Notice(
        id=NoticeId(f"n/{given.id}/{provider}"),
        escalation=given.id,
        contact=_contact(provider, "email"),
        alarm=given.alarm,
        rung=0,
        attempt=0,
        created_at=at,
    )
    unit.notices.keep(notice)
    sent = Delivery(notice=notice.id, status=DeliveryStatus.HANDED_OVER, at=at)
    unit.notices.delivered(sent)
