"""A home with a record as a morning would leave it; the console's tests look at it.

One patient, Ada, with an oximeter, a CGM, a pill box and a fall pendant; metformin and
apixaban; three people who care for her. Values are made up, plausible, and always the
same for the same instant.
"""

import math
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from care.alarm import Alarm, AlarmId, Cause, Evidence, Priority, Reason
from care.checkin import CheckIn, CheckInOutcome
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
from care.medication import (
    Corroboration,
    Dose,
    DoseId,
    DoseOutcome,
    Regimen,
    RegimenId,
    WindowClass,
)
from care.observation import DeviceId, Kind, Observation, Quality, Reading
from care.order import Order, SignedOrder
from care.people import PatientId, ProviderId, Routine
from records.orders import Status
from records.unit import Unit
from reminders.key_ring import STATE, KeyRing, SigningKey
from reminders.order_book import Book
from reminders.rendering import Setting, shown
from reminders.signature import signed

ADA, LUCA, NORA = PatientId("ada"), ProviderId("luca"), ProviderId("nora")
OMAR, BO = ProviderId("omar"), ProviderId("bo")
NORAS, OMARS = (Ed25519PrivateKey.from_private_bytes(seed * 32) for seed in (b"n", b"o"))
MINUTE = timedelta(minutes=1)
PARIS = ZoneInfo("Europe/Paris")

CONFIG = """
care:
  patients:
    ada:
      name: Ada
      zone: Europe/Paris
  providers:
    nora: {name: Nora Bell, role: clinician, email: nora@example.org}
    omar: {name: Omar Diaz, role: clinician, email: omar@example.org}
    bo: {name: Bo Chen, role: administrator, email: bo@example.org}
    luca: {name: Luca Marin, role: caregiver, language: fr, email: luca@example.org}
assistant:
  speakers:
    bedside: {kind: tablet, room: bedroom, patient: ada}
console:
  port: %d
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One opened message, as the sealed streams hand it over."""

    device: str
    epoch: int
    sequence: int
    patient: PatientId
    leaf: bytes
    received_at: datetime
    readings: tuple[Reading, ...]


def reading(
    kind: str,
    unit: str,
    at: datetime,
    value: float | str | None,
    quality: Quality = Quality.GOOD,
) -> Observation:
    """One value of Ada's device of that kind."""
    return Observation(
        patient=ADA,
        kind=Kind(kind),
        value=value,
        unit=unit,
        taken_at=at,
        received_at=at + timedelta(seconds=1),
        device=DeviceId(DEVICES[kind]),
        quality=quality,
    )


DEVICES = {
    "spo2": "oximeter-01",
    "pulse": "oximeter-01",
    "glucose": "cgm-01",
    "pillbox": "pillbox-01",
    "fall": "pendant-01",
}


def _oxygen(now: datetime) -> Iterator[Observation]:
    """Every minute, not worn from 15 to 12 hours ago, low in the last four minutes."""
    for ago in range(24 * 60, -1, -1):
        at = now - ago * MINUTE
        if 12 * 60 < ago <= 15 * 60:
            continue
        wave = math.sin(ago / 47) + 0.6 * math.sin(ago / 9)
        low = {4: 90, 3: 88, 2: 87, 1: 86, 0: 86}.get(ago)
        value = low or round(95.6 + wave)
        doubt = Quality.QUESTIONABLE if ago % 311 == 0 else Quality.GOOD
        yield reading("spo2", "%", at, value, doubt)
        pulse = round(71 + 6 * math.sin(ago / 83) + 3 * wave) + (35 if low else 0)
        yield reading("pulse", "/min", at, pulse)


def _glucose(now: datetime) -> Iterator[Observation]:
    """Every five minutes, with meals, a lost signal at night and one value too high."""
    for ago in range(24 * 60, 4, -5):
        at = now - ago * MINUTE
        if 6 * 60 < ago < 7 * 60 + 30:
            continue
        hour = (at.hour + at.minute / 60) % 24
        meals = sum(70 * math.exp(-(((hour - meal) / 1.1) ** 2)) for meal in (8, 13, 19.5))
        value = round(108 + meals + 9 * math.sin(ago / 40))
        yield reading("glucose", "mg/dL", at, value)


def readings(now: datetime) -> tuple[Observation, ...]:
    """A day of Ada's devices up to `now`."""
    events = (
        reading("pillbox", "1", now - 75 * MINUTE, "opened"),
        reading("fall", "1", now - 26 * MINUTE, "alive"),
    )
    return (*_oxygen(now), *_glucose(now), *events)


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


def regimens(now: datetime) -> tuple[Regimen, ...]:
    """What Ada takes."""
    start = now - timedelta(days=40)
    return (
        Regimen(
            id=RegimenId("metformin-1"),
            patient=ADA,
            revision=1,
            medicine="Metformin",
            dose_text="one tablet of 500 milligrams",
            timing={"when": ["CM", "CV"]},
            starts=start,
            window_class=WindowClass.FREQUENT,
            author=NORA,
        ),
        Regimen(
            id=RegimenId("apixaban-1"),
            patient=ADA,
            revision=1,
            medicine="Apixaban",
            dose_text="one tablet of 5 milligrams",
            timing={"timeOfDay": ["08:00:00", "20:00:00"]},
            starts=start,
            window_class=WindowClass.FREQUENT,
            critical=True,
            high_risk=True,
            author=NORA,
        ),
    )


def trusted(who: ProviderId, key: Ed25519PrivateKey, at: datetime) -> SigningKey:
    """A key as the ring has it."""
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    return SigningKey(provider=who, public=public, registered_at=at, registered_by="box")


def order(unit: Unit, now: datetime) -> None:
    """Ada's medicine, signed forty days ago and running since."""
    setting = Setting(zone=PARIS, routine=Routine())
    made = []
    for regimen in regimens(now):
        fresh = Order(
            id=regimen.id,
            patient=ADA,
            revision=1,
            regimens=(regimen,),
            effective=regimen.starts,
            author=NORA,
        )
        bare = SignedOrder(order=fresh, shown=shown(fresh, setting))
        done = signed(signed(bare, NORA, NORAS), OMAR, OMARS)
        unit.orders.keep(done, Status.SENT, regimen.starts)
        unit.orders.decide(regimen.id, 1, Status.ADMITTED, regimen.starts)
        made.append(done)
    running = tuple((one.order.id, 1) for one in made)
    unit.orders.run(ADA, running)
    ring = KeyRing(keys=(trusted(NORA, NORAS, now), trusted(OMAR, OMARS, now)))
    unit.states.save(STATE, ring, now)
    unit.states.save(
        "orders:ada", Book(patient=ADA, signed=tuple(made), running=running), now
    )


def doses(now: datetime) -> tuple[Dose, ...]:
    """What became of this morning's and last evening's doses."""
    made = []
    said = (
        (DoseOutcome.TAKEN, Corroboration.CONFIRMED),
        (DoseOutcome.LATE, Corroboration.CLAIMED),
        (DoseOutcome.MISSED, Corroboration.MISSED),
    )
    for i, (outcome, corroboration) in enumerate(said):
        due = now - (80 + 400 * i) * MINUTE
        made.append(
            Dose(
                id=DoseId(f"metformin-1/{due.astimezone(PARIS).isoformat()}"),
                patient=ADA,
                regimen=RegimenId("metformin-1"),
                revision=1,
                medicine="Metformin",
                dose_text="one tablet of 500 milligrams",
                due=due,
                opens=due - 60 * MINUTE,
                closes=due + 60 * MINUTE,
                outcome=outcome,
                corroboration=corroboration,
            )
        )
    return tuple(made)


def knee(now: datetime) -> CheckIn:
    """Pain, six, left knee."""
    at = now - 50 * MINUTE
    return CheckIn(
        id="pain/1",
        patient=ADA,
        survey="pain",
        asked_at=at,
        ended_at=at + MINUTE,
        outcome=CheckInOutcome.ANSWERED,
        score=6,
        place="left knee",
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


def keep_readings(unit: Unit, seen: tuple[Observation, ...], sequence: int = 1) -> None:
    """Store readings as the intake would."""
    for device in sorted({one.device for one in seen}):
        own = tuple(one for one in seen if one.device == device)
        message = Message(
            device=device,
            epoch=1,
            sequence=sequence,
            patient=ADA,
            leaf=bytes(32),
            received_at=own[-1].received_at,
            readings=own,
        )
        unit.intake.keep([message])


def settle(unit: Unit, now: datetime) -> None:
    """Write all of it."""
    keep_readings(unit, readings(now))
    for one in (low_oxygen(now), lost_box(now), ended(now)):
        unit.alarms.keep(one.alarm)
        unit.escalations.keep(one)
        tell(unit, one, one.alarm.raised_at, LUCA)
    order(unit, now)
    for dose in doses(now):
        unit.doses.keep(dose, now)
    unit.check_ins.keep(knee(now))
    unit.states.save("heartbeat", now - timedelta(seconds=1), now)


def write_config(folder: Path, port: int = 8443) -> Path:
    """config.yml of this home."""
    file = folder / "config.yml"
    file.write_text(CONFIG % port)
    return file


MORNING = datetime(2026, 11, 22, 8, 45, tzinfo=UTC)
"""A quarter to ten in Paris."""
