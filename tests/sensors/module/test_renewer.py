"""A device's certificate changes in one piece, wherever a crash comes in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sensors.certificate import public_key, read_certificate
from sensors.inventory import Device
from sensors.keystore.file import FileKeys
from sensors.module.renewer import ASK_AGAIN, Renewer, settle_files
from sensors.premises import Premises, establish
from sensors.renewal import Renewal, answer, read_renewal
from tests.fakes.readings import ADA, OXIMETER

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LATE = NOW + timedelta(days=61)


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    rows = [Device(id=OXIMETER, patient=ADA, kinds=())]
    return establish(tmp_path / "keys", rows, now=NOW)


def renewer(premises: Premises) -> Renewer:
    hub = FileKeys(premises.key("hub")).public_key()
    return Renewer(premises.device(OXIMETER), OXIMETER, hub)


def answered(premises: Premises, message: bytes) -> bytes:
    """What the home says to a request."""
    key = FileKeys(premises.device(OXIMETER) / "device.key").public_key()
    asked = read_renewal(message, device=OXIMETER, public_key=key)
    assert isinstance(asked, Renewal)
    authority = premises.authority(NOW)
    pem = authority.issue_client(asked.request, OXIMETER, "u", LATE)
    return answer(OXIMETER, pem, FileKeys(premises.key("hub")))


def fits(folder: Path) -> bool:
    held = read_certificate(folder / "device.crt")
    return public_key(held) == FileKeys(folder / "device.key").public_key()


def test_it_asks_in_time_and_not_all_the_time(premises: Premises) -> None:
    made = renewer(premises)
    assert not made.due(NOW + timedelta(days=59))
    assert made.due(LATE)
    first = made.request(LATE)
    assert not made.due(LATE + ASK_AGAIN / 2)
    assert made.due(LATE + ASK_AGAIN)
    assert first != b""


def test_an_order_makes_it_ask_at_once(premises: Premises) -> None:
    made = renewer(premises)
    assert not made.take(answer(OXIMETER, None, FileKeys(premises.key("hub"))))
    assert made.due(NOW)


def test_the_answer_changes_key_and_certificate(premises: Premises) -> None:
    made, folder = renewer(premises), premises.device(OXIMETER)
    before = FileKeys(folder / "device.key").public_key()
    said = answered(premises, made.request(LATE))
    assert made.take(said)
    assert fits(folder)
    assert FileKeys(folder / "device.key").public_key() != before
    assert not made.due(LATE)
    assert not made.take(said)


def test_answers_that_do_not_fit_change_nothing(premises: Premises) -> None:
    made, folder = renewer(premises), premises.device(OXIMETER)
    before = (folder / "device.crt").read_bytes()
    said = answered(premises, made.request(LATE))
    (folder / "device.next.key").unlink()
    assert not made.take(said)
    hub = FileKeys(premises.key("hub"))
    assert not made.take(answer(OXIMETER, b"nonsense", hub))
    assert not made.take(answer(OXIMETER, before, hub))
    assert not made.take(b"noise")
    assert (folder / "device.crt").read_bytes() == before


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_crash_at_any_step_is_made_good(premises: Premises, steps: int) -> None:
    made, folder = renewer(premises), premises.device(OXIMETER)
    said = answered(premises, made.request(LATE))
    key, old = (folder / "device.next.key").read_bytes(), folder / "device.crt"
    before = old.read_bytes()
    assert made.take(said)
    after = old.read_bytes()
    if steps < 2:  # the certificate was not in place yet
        (folder / "device.next.crt").write_bytes(after)
        old.write_bytes(before)
    if steps < 1:  # nor was the key
        (folder / "device.next.key").write_bytes(key)
    settle_files(folder)
    assert fits(folder)
    assert old.read_bytes() == after
