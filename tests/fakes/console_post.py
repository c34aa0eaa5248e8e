"""What a console leaves in a real record, and the mailbox that takes it out again."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assistant.ledger import Ledger
from assistant.mailbox import Mailbox
from care.order import Order, SignedOrder
from care.people import PatientId, ProviderId
from care.settings import CareSettings
from records.changes import Changes
from records.database import Database, open_database
from records.orders import Status
from records.requests import Request
from records.settings import RecordsSettings
from reminders.key_ring import STATE, KeyRing, SigningKey
from reminders.signature import signed
from tests.fakes.clock import HandClock
from tests.fakes.conversation import NOON, patient, regimen

ROSE = patient()
OMAR, ANNA, BOSS = (ProviderId(name) for name in ("omar", "anna", "boss"))
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PEOPLE = CareSettings.model_validate(
    {
        "patients": {ROSE.id: {"name": "Rose", "zone": "Europe/Paris"}},
        "providers": {
            "omar": {"name": "Omar", "role": "clinician"},
            "anna": {"name": "Anna", "role": "provider"},
            "boss": {"name": "Bo", "role": "administrator"},
        },
    }
)


@dataclass
class Post:
    """A mailbox on a real record, and everything that it handed over."""

    database: Database
    ledger: Ledger
    mailbox: Mailbox
    posted: list[object] = field(default_factory=list)

    def ask(
        self,
        kind: str,
        who: PatientId | None = ROSE.id,
        by: ProviderId = OMAR,
        **body: Any,
    ) -> int:
        """Write a request as the console does."""
        with self.database.unit() as unit:
            return unit.requests.add(kind, body, by=by, at=NOON, patient=who)

    def order(
        self, status: Status, *, by: ProviderId = OMAR, trust: bool = True
    ) -> SignedOrder:
        """An order for metformin in the record, with its key registered or not."""
        order = Order(
            id="metformin",
            patient=ROSE.id,
            revision=1,
            regimens=(regimen("metformin"),),
            effective=NOON,
            author=by,
        )
        done = signed(SignedOrder(order=order, shown=("as shown",)), by, KEY)
        public = b64encode(KEY.public_key().public_bytes_raw()).decode()
        key = SigningKey(
            provider=by, public=public, registered_at=NOON, registered_by="box"
        )
        with self.database.unit() as unit:
            unit.orders.keep(done, status, NOON)
            if trust:
                unit.states.save(STATE, KeyRing(keys=(key,)), NOON)
        return done

    def ring(self) -> KeyRing:
        """Whom the home trusts."""
        with self.database.reading() as unit:
            return unit.states.load(STATE, KeyRing) or KeyRing()

    def of(self, number: int) -> Request:
        """A request as the console sees it."""
        with self.database.reading() as unit:
            found = unit.requests.get(number)
        assert found is not None
        return found

    def done(self, number: int) -> bool:
        """Whether it was closed as done; closed it must be."""
        result = self.of(number).result
        assert result is not None
        return result["done"] is True


@contextmanager
def console_post(folder: Path) -> Iterator[Post]:
    """A record in this folder with its mailbox."""
    database = open_database(RecordsSettings(), folder)
    ledger, changes = Ledger(database), Changes(database)
    posted: list[object] = []

    def take(who: PatientId, value: object) -> None:
        assert who == ROSE.id
        posted.append(value)

    mailbox = Mailbox(ledger, changes, PEOPLE, HandClock(NOON), take)
    yield Post(database=database, ledger=ledger, mailbox=mailbox, posted=posted)
    ledger.close()
    changes.close()
    database.close()
