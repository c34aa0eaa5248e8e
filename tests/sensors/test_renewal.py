"""A wish for a certificate and its answer: whole, or refused with the reason."""

from hypothesis import given
from hypothesis import strategies as st

from sensors.refusal import Refusal, Rejected
from sensors.renewal import Renewal, answer, ask, read_answer, read_renewal
from tests.fakes.intake import PENDANT
from tests.fakes.keys import made_up_keys
from tests.fakes.readings import OXIMETER

OLD, NEW, HUB = made_up_keys(0x11), made_up_keys(0x33), made_up_keys(0x22)
ASKED = ask(OXIMETER, NEW.request(OXIMETER), OLD)


def read(message: bytes) -> Renewal | Rejected:
    return read_renewal(message, device=OXIMETER, public_key=OLD.public_key())


def reason(message: bytes) -> Refusal | None:
    outcome = read(message)
    return outcome.reason if isinstance(outcome, Rejected) else None


def test_it_names_the_wanted_key() -> None:
    asked = read(ASKED)
    assert isinstance(asked, Renewal)
    assert asked.wanted == NEW.public_key()
    assert asked.signer == OLD.public_key()


def test_another_signer_another_topic_and_rubbish_are_refused() -> None:
    request = NEW.request(OXIMETER)
    assert reason(ask(OXIMETER, request, NEW)) is Refusal.FORGED
    assert reason(ask(PENDANT, request, OLD)) is Refusal.FORGED
    assert reason(ask(OXIMETER, b"no request", OLD)) is Refusal.CONTENT
    assert reason(ASKED + bytes(9_000)) is Refusal.OVERSIZED
    broken = request.replace(request[200:210], request[210:220])
    assert reason(ask(OXIMETER, broken, OLD)) is Refusal.CONTENT


@given(st.integers(0, len(ASKED) - 1), st.integers(0, 7))
def test_no_bit_can_be_changed(at: int, bit: int) -> None:
    changed = bytearray(ASKED)
    changed[at] ^= 1 << bit
    assert isinstance(read(bytes(changed)), Rejected)


def test_the_homes_answer_is_for_one_device_alone() -> None:
    said = answer(OXIMETER, b"certificate", HUB)
    found = read_answer(said, device=OXIMETER, hub=HUB.public_key())
    assert found is not None
    assert found.certificate == b"certificate"
    assert read_answer(said, device=PENDANT, hub=HUB.public_key()) is None
    assert read_answer(said, device=OXIMETER, hub=OLD.public_key()) is None
    assert read_answer(said + bytes(9_000), device=OXIMETER, hub=HUB.public_key()) is None
    order = read_answer(answer(OXIMETER, None, HUB), device=OXIMETER, hub=HUB.public_key())
    assert order is not None
    assert order.certificate is None


@given(st.binary(max_size=300))
def test_noise_is_no_answer(noise: bytes) -> None:
    assert read_answer(noise, device=OXIMETER, hub=HUB.public_key()) is None
