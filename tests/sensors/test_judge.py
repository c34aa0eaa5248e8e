"""Attacks on the intake: each is refused, counted, and changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.observation import DeviceId, Kind
from sensors.conduct import REFUSALS
from sensors.envelope import MAX_SEALED, Mark, seal
from sensors.epoch import announce
from sensors.incident import Trouble
from sensors.inventory import load
from sensors.premises import publish
from sensors.refusal import Refusal
from sensors.topics import Channel, up
from tests.fakes.intake import EPOCH, NOW, PENDANT, READINGS, Bench
from tests.fakes.readings import OXIMETER, spo2


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.announced()
    yield made
    made.ledger.close()


def test_an_authentic_reading_comes_through(bench: Bench) -> None:
    (envelope,) = bench.send(bench.message(1)).envelopes
    assert (envelope.device, envelope.epoch, envelope.sequence) == (OXIMETER, 7, 1)
    assert envelope.patient == "ada"
    assert [r.value for r in envelope.readings] == [97.0]  # type: ignore[union-attr]
    assert bench.refused() == {}


def test_a_flipped_bit(bench: Bench) -> None:
    message = bytearray(bench.message(1))
    message[-3] ^= 4
    assert bench.send(bytes(message)).envelopes == []
    assert bench.refused() == {Refusal.FORGED: 1}


def test_a_truncated_message(bench: Bench) -> None:
    assert bench.send(bench.message(1)[:-1]).envelopes == []
    assert bench.refused() == {Refusal.MALFORMED: 1}


def test_a_replay_is_a_repeat_and_stored_once(bench: Bench) -> None:
    message = bench.message(1)
    assert len(bench.send(message).envelopes) == 1
    assert bench.send(message).envelopes == []
    bench.restart()
    assert bench.send(message).envelopes == []
    quality = bench.tally.quality(OXIMETER, NOW.date())
    assert quality is not None
    assert (quality.duplicates, bench.refused()) == (1, {})


def test_reordered_messages_all_arrive(bench: Bench) -> None:
    for sequence in (3, 1, 4, 2):
        assert len(bench.send(bench.message(sequence)).envelopes) == 1
    assert bench.clerk.gaps()[OXIMETER] == (0, 0)


def test_a_key_of_an_old_epoch(bench: Bench) -> None:
    bench.clock.at = NOW + timedelta(days=31)
    assert bench.send(bench.message(1)).envelopes == []
    assert bench.refused() == {Refusal.OLD_EPOCH: 1}


def test_another_devices_key(bench: Bench) -> None:
    bench.announced(replace(EPOCH, device=PENDANT, number=8))
    mark = Mark(device=OXIMETER, epoch=7, sequence=1)
    stolen = bench.key(replace(EPOCH, device=PENDANT, number=8))
    assert bench.send(seal(b"\x80", key=stolen, mark=mark, topic=READINGS)).envelopes == []
    assert bench.refused() == {Refusal.FORGED: 1}


def test_anothers_name_under_the_own_topic(bench: Bench) -> None:
    assert bench.send(bench.message(1), up(PENDANT, Channel.READINGS)).envelopes == []
    assert bench.refused() == {Refusal.FOREIGN: 1}


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("home/v1/up/oximeter-1/commands", Refusal.TOPIC),
        ("home/v1/up/nobody-1/readings", Refusal.UNKNOWN_DEVICE),
        ("home/v2/up/oximeter-1/readings", Refusal.TOPIC),
    ],
)
def test_foreign_topics(bench: Bench, topic: str, reason: Refusal) -> None:
    assert bench.send(bench.message(1), topic).envelopes == []
    assert bench.refused() == {reason: 1}


def test_an_oversized_message(bench: Bench) -> None:
    bench.send(bytes(MAX_SEALED + 1))
    assert bench.refused() == {Refusal.OVERSIZED: 1}


@pytest.mark.parametrize("bomb", [b"\x81" * 5_000, b"\x9b" + b"\xff" * 8, b"\x9f" * 900])
def test_a_bomb_under_a_good_seal_counts_as_arrived_and_gives_nothing(
    bench: Bench, bomb: bytes
) -> None:
    (envelope,) = bench.send(bench.message(1, plain=bomb)).envelopes
    assert envelope.readings == ()
    assert bench.refused() == {Refusal.BOUNDS: 1}


def test_values_and_units_that_cannot_be_are_left_out(bench: Bench) -> None:
    odd = [spo2(97, NOW), spo2(1000, NOW), spo2(0.97, NOW, unit="1")]
    (envelope,) = bench.send(bench.message(1, *odd)).envelopes
    assert len(envelope.readings) == 1
    assert bench.refused() == {Refusal.IMPLAUSIBLE: 1, Refusal.UNIT: 1}


def test_a_kind_that_the_device_is_not_enrolled_for(bench: Bench) -> None:
    stray = replace(spo2(5, NOW), kind=Kind("glucose"))
    (envelope,) = bench.send(bench.message(1, stray)).envelopes
    assert envelope.readings == ()
    assert bench.refused() == {Refusal.KIND: 1}


def test_an_announcement_of_another_device(bench: Bench) -> None:
    foreign = announce(replace(EPOCH, device=PENDANT, number=9), bench.keys())
    assert bench.send(foreign, up(PENDANT, Channel.EPOCH)).announced == []
    assert bench.refused() == {Refusal.FORGED: 1}


def test_a_number_of_an_epoch_cannot_be_taken_again(bench: Bench) -> None:
    again = bench.announced(replace(EPOCH, salt=bytes(16)))
    assert again.announced == []
    assert bench.refused() == {Refusal.OLD_EPOCH: 1}
    assert len(bench.send(bench.message(1)).envelopes) == 1


def test_a_revoked_device_gets_nothing_in(bench: Bench) -> None:
    revoked = load(bench.premises.inventory).revoke(OXIMETER, NOW)
    publish(bench.premises, revoked, NOW)
    bench.registrar.refresh()
    assert bench.send(bench.message(1)).envelopes == []
    assert bench.refused() == {Refusal.UNKNOWN_DEVICE: 1}


def test_a_device_that_is_refused_again_and_again_is_cut_off_alone(bench: Bench) -> None:
    for _ in range(REFUSALS + 2):
        bench.send(b"rubbish")
    assert bench.send(bench.message(1)).envelopes == []
    assert bench.refused()[Refusal.CUT_OFF] >= 1
    (incident,) = bench.incidents
    assert (incident.trouble, incident.device) == (Trouble.MISBEHAVING, OXIMETER)
    other = replace(EPOCH, device=PENDANT, number=8)
    assert len(bench.announced(other).announced) == 1
    bench.judge.release()
    assert len(bench.incidents) == 1
    bench.clock.at = NOW + timedelta(minutes=2)
    bench.judge.release()
    assert [incident.over for incident in bench.incidents] == [False, True]
    assert len(bench.send(bench.message(1)).envelopes) == 1


def test_a_device_that_floods_is_cut_off(tmp_path: Path) -> None:
    bench = Bench(tmp_path, rate=1.0)
    bench.announced()
    kept = sum(len(bench.send(bench.message(n)).envelopes) for n in range(1, 30))
    assert kept < 15
    assert bench.incidents[0].detail == "rate"
    bench.ledger.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(payload=st.binary(max_size=200), plain=st.binary(min_size=1, max_size=100))
def test_noise_never_raises(bench: Bench, payload: bytes, plain: bytes) -> None:
    for topic in (READINGS, up(OXIMETER, Channel.EPOCH), up(DeviceId("a"), Channel.REPORT)):
        bench.send(payload, topic)
    bench.send(bench.message(99, plain=plain))
