"""Who gets a new certificate and when the old one ends."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from sensors.epoch import Epoch, announce
from sensors.inventory import Device, load
from sensors.keystore.file import FileKeys
from sensors.premises import publish
from sensors.refusal import Refusal
from sensors.reissue import ORDER_AGAIN, Issuer, ordered
from sensors.renewal import ask, read_answer
from sensors.topics import Channel, up
from tests.fakes.intake import NOW, Bench
from tests.fakes.keys import made_up_keys
from tests.fakes.readings import OXIMETER

LATE = NOW + timedelta(days=61)
NEW = made_up_keys(0x33)


class Office:
    """The issuer behind a bench, with what it said."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.now = bench, LATE
        self.said: list[bytes] = []
        self.issuer = Issuer(
            bench.premises,
            bench.registrar,
            bench.hub_keys,
            lambda _topic, payload: self.said.append(payload),
            lambda: self.now,
        )

    def send(self, message: bytes, channel: Channel) -> None:
        self.issuer.attend(self.bench.send(message, up(OXIMETER, channel)))

    def asks(self, signer: FileKeys, wanted: FileKeys = NEW) -> bytes | None:
        """What a device that asks is answered."""
        self.said.clear()
        self.send(ask(OXIMETER, wanted.request(OXIMETER), signer), Channel.RENEWAL)
        if not self.said:
            return None
        hub = self.bench.hub_keys.public_key()
        found = read_answer(self.said[-1], device=OXIMETER, hub=hub)
        assert found is not None
        return found.certificate

    @property
    def row(self) -> Device:
        return load(self.bench.premises.inventory).index[OXIMETER]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    bench = Bench(tmp_path)
    yield Office(bench)
    bench.ledger.close()


def announced(keys: FileKeys, number: int) -> bytes:
    salt = bytes(range(16))
    return announce(Epoch(device=OXIMETER, number=number, salt=salt, since=NOW), keys)


def valid_until(pem: bytes) -> datetime:
    return x509.load_pem_x509_certificate(pem).not_valid_after_utc


def test_a_certificate_is_renewed_in_time_and_not_before(office: Office) -> None:
    old = office.bench.keys()
    office.now = NOW + timedelta(days=30)
    assert office.asks(old) is None
    office.now = LATE
    pem = office.asks(old)
    assert pem is not None
    assert valid_until(pem) == LATE + timedelta(days=90)
    assert office.row.certificate.encode() == pem


def test_a_lost_answer_is_given_again_and_no_other_one(office: Office) -> None:
    old = office.bench.keys()
    pem = office.asks(old)
    assert office.asks(old) == pem
    assert office.asks(old, made_up_keys(0x44)) is None
    assert load(office.bench.premises.inventory).revoked == ()


def test_the_old_certificate_ends_when_the_new_key_is_used(office: Office) -> None:
    old, serial = office.bench.keys(), office.row.serial
    office.send(announced(old, 8), Channel.EPOCH)
    office.asks(old)
    office.send(announced(old, 9), Channel.EPOCH)  # it waited in the outbox
    assert load(office.bench.premises.inventory).revoked == ()
    for number in (10, 11):
        office.send(announced(NEW, number), Channel.EPOCH)
    (line,) = load(office.bench.premises.inventory).revoked
    assert line.serial == serial
    assert office.bench.refused() == {}
    office.bench.registrar.refresh()
    assert office.asks(old) == office.row.certificate.encode()
    office.now = LATE + timedelta(days=61)
    assert office.asks(old, made_up_keys(0x44)) is None  # by who stole the old key


def test_an_order_is_given_to_who_is_there_and_is_done_once(office: Office) -> None:
    office.now = NOW
    premises, old = office.bench.premises, office.bench.keys()
    publish(premises, load(premises.inventory).put(ordered(office.row)), NOW)
    office.bench.registrar.refresh()
    office.bench.announced()
    for number, orders in ((1, 1), (2, 1)):
        office.send(office.bench.message(number), Channel.READINGS)
        assert len(office.said) == orders
    office.now += ORDER_AGAIN
    office.send(office.bench.message(3), Channel.READINGS)
    assert len(office.said) == 2
    assert office.asks(old) is not None
    assert not office.row.rotate


def test_a_key_with_the_same_name_stays_in_its_token(office: Office) -> None:
    old = office.bench.keys()
    first = office.row.certificate.encode()
    office.now = NOW
    assert office.asks(old, old) == first
    office.now = LATE
    pem = office.asks(old, old)
    assert pem is not None
    assert valid_until(pem) > valid_until(first)
    assert office.asks(old, old) == pem


def test_a_damaged_inventory_answers_nobody(office: Office) -> None:
    old = office.bench.keys()
    office.bench.premises.inventory.write_text("nonsense")
    assert office.asks(old) is None
    assert office.bench.refused().get(Refusal.CONTENT) is None
