"""Alarms, policies and people for tests of who is told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from care.alarm import Alarm, AlarmId, Cause, Evidence, Priority, Reason
from care.escalation import Contact, Escalation, Notice, NoticeId, Policy, Rung
from care.observation import Kind
from care.people import Language, Patient, PatientId, ProviderId
from escalation.ladder import begin, escalation_id

THREE = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ADA = Patient(
    id=PatientId("home-1"),
    name="Ada Lovelace",
    language=Language.ENGLISH,
    zone=ZoneInfo("Europe/Paris"),
)
NAMES = {ProviderId("jo"): "Jo Smith", ProviderId("ann"): "Ann Lee"}


def after(seconds: float) -> datetime:
    """So many seconds after three at night."""
    return THREE + timedelta(seconds=seconds)


def contact(provider: str, channel: str = "email", language: str = "en") -> Contact:
    """One person by one channel."""
    return Contact(
        provider=ProviderId(provider),
        channel=channel,
        address=f"{provider}@example.org",
        language=language,
    )


def policy(waits: tuple[float, ...] = (30, 60, 90), lapse: float = 900) -> Policy:
    """One person a rung, "p0" first."""
    rungs = tuple(
        Rung(contacts=(contact(f"p{i}"),), wait=timedelta(seconds=wait))
        for i, wait in enumerate(waits)
    )
    return Policy(
        id="high",
        revision=1,
        rungs=rungs,
        repeat=timedelta(seconds=300),
        lapse=timedelta(seconds=lapse),
    )


def alarm(priority: Priority = Priority.HIGH, *reasons: Reason) -> Alarm:
    """Low oxygen, unless told otherwise."""
    low = Reason(key="spo2_low", facts=(("value", "86"), ("lasting", "40 s")))
    return Alarm(
        id=AlarmId("home-1/SPO2-CRIT/20261122T030000"),
        patient=ADA.id,
        code="SPO2-CRIT",
        cause=Cause.PHYSIOLOGICAL,
        priority=priority,
        raised_at=THREE,
        reasons=reasons or (low,),
        evidence=(Evidence(kind=Kind("spo2"), value=86.0, unit="%", taken_at=THREE),),
    )


def ladder(priority: Priority = Priority.HIGH, own: Policy | None = None) -> Escalation:
    """A ladder that has told nobody yet."""
    return begin(alarm(priority), own or policy(), THREE)


def notice(
    to: Contact | None = None, *, number: int = 0, of: Alarm | None = None
) -> Notice:
    """A first notice."""
    about = of or alarm()
    call = escalation_id(about)
    return Notice(
        id=NoticeId(f"{call}-0-0-{number}"),
        escalation=call,
        contact=to or contact("jo"),
        alarm=about,
        rung=0,
        attempt=0,
        created_at=THREE,
    )
