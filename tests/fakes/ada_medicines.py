"""Ada's medicine: metformin and apixaban, signed, running, taken or not."""

from base64 import b64encode
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from care.medication import (
    Corroboration,
    Dose,
    DoseId,
    DoseOutcome,
    Regimen,
    RegimenId,
    WindowClass,
)
from care.order import Order, SignedOrder
from care.people import ProviderId, Routine
from records.orders import Status
from records.unit import Unit
from reminders.key_ring import STATE, KeyRing, SigningKey
from reminders.order_book import Book
from reminders.rendering import Setting, shown
from reminders.signature import signed
from tests.fakes.ada import ADA, MINUTE, NORA, NORAS, OMAR, OMARS, PARIS


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


def order_of(regimen: Regimen) -> Order:
    """The first revision of its order."""
    return Order(
        id=regimen.id,
        patient=ADA,
        revision=1,
        regimens=(regimen,),
        effective=regimen.starts,
        author=NORA,
    )


def order(unit: Unit, now: datetime) -> None:
    """Ada's medicine, signed forty days ago and running since."""
    setting = Setting(zone=PARIS, routine=Routine())
    made = []
    for regimen in regimens(now):
        fresh = order_of(regimen)
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
