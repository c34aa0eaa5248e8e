"""Makes a simulated home ready for its first day: its clock, and a plan to follow."""

from base64 import b64encode
from datetime import datetime, time, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assistant.blueprint import Blueprint
from assistant.household.day import MORNING, NOON
from care.clock import SystemClock, set_pace
from care.errors import SetupError
from care.medication import Regimen, RegimenId, WindowClass
from care.order import Order, SignedOrder
from care.people import Patient, ProviderId, Role
from records.database import Database
from records.orders import Status
from records.unit import Unit
from reminders.key_ring import STATE, KeyRing, SigningKey, registered
from reminders.order_book import Book
from reminders.rendering import Setting, shown
from reminders.signature import signed

CLOCK = "clock.json"
BEGINS = time(7, 58)


def clock_file(folder: Path, patient: Patient) -> Path:
    """The home's clock, set to this morning when there is none yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / CLOCK
    if not file.exists():
        today = SystemClock().now().astimezone(patient.zone).date()
        set_pace(file, datetime.combine(today, BEGINS, patient.zone), 1.0)
    return file


def _regimen(
    patient: Patient, medicine: str, dose: str, at: time, author: ProviderId
) -> Regimen:
    today = SystemClock().now().astimezone(patient.zone).date()
    return Regimen(
        id=RegimenId(medicine),
        patient=patient.id,
        revision=1,
        medicine=medicine,
        dose_text=dose,
        timing={
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "timeOfDay": [f"{at:%H:%M:%S}"],
        },
        starts=datetime.combine(today, time(0), patient.zone),
        window_class=WindowClass.DAILY,
        window=timedelta(hours=1),
        author=author,
    )


def furnish(blueprint: Blueprint, database: Database) -> None:
    """Two medicines to be reminded of; what is there already stays as it is.

    They are ordered as in a real home: signed by a clinician whose key is registered. The
    key itself serves once and is forgotten.
    """
    author = _clinician(blueprint)
    patient = blueprint.patients[0]
    now = blueprint.clock.now()
    setting = Setting(
        zone=patient.zone, routine=patient.routine, table=blueprint.reminders.slots.table()
    )
    key = Ed25519PrivateKey.generate()
    made: list[SignedOrder] = []
    with database.unit() as unit:
        if unit.orders.all(patient.id):
            return
        _trust(unit, author, key, now)
        for medicine, dose, at in (
            ("metformin", "one white tablet", MORNING),
            ("ramipril", "one small tablet", NOON),
        ):
            order = Order(
                id=medicine,
                patient=patient.id,
                revision=1,
                regimens=(_regimen(patient, medicine, dose, at, author),),
                effective=now,
                author=author,
            )
            draft = SignedOrder(order=order, shown=shown(order, setting))
            made.append(signed(draft, author, key))
            unit.orders.keep(made[-1], Status.SENT, now)
            unit.orders.decide(medicine, 1, Status.ADMITTED, now)
        # Taken for years: nothing that would have to be told as a change.
        book = Book(patient=patient.id, signed=tuple(made))
        unit.states.save(f"orders:{patient.id}", book, now)


def _clinician(blueprint: Blueprint) -> ProviderId:
    """Who orders; SetupError when config.yml names nobody who may."""
    for key, person in blueprint.care.providers.items():
        if person.role is Role.CLINICIAN:
            return ProviderId(key)
    raise SetupError("config.yml names no provider with role clinician, who could order")


def _trust(unit: Unit, who: ProviderId, key: Ed25519PrivateKey, now: datetime) -> None:
    ring = unit.states.load(STATE, KeyRing) or KeyRing()
    fresh = SigningKey(
        provider=who,
        public=b64encode(key.public_key().public_bytes_raw()).decode(),
        registered_at=now,
        registered_by="box",
    )
    unit.states.save(STATE, registered(ring, fresh), now)
