"""Counting by device, by reason and by day."""

from pathlib import Path

from care.observation import Kind, Observation
from sensors.inventory import Link
from sensors.refusal import Refusal, Rejected
from sensors.tally import STRANGERS, Tally
from tests.fakes.intake import NOW, Bench
from tests.fakes.readings import ADA, OXIMETER, spo2


def test_messages_repeats_and_delays_count_for_the_day(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    for sequence in (1, 2, 2):
        bench.send(bench.message(sequence))
    row = bench.tally.quality(OXIMETER, NOW.date())
    assert row is not None
    assert (row.messages, row.duplicates, row.delay(0.5)) == (2, 1, 0.05)
    assert bench.tally.changed() == [row]
    assert bench.tally.changed() == []
    bench.ledger.close()


def test_a_day_goes_on_after_a_restart(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    device = bench.registrar.inventory.index[OXIMETER]
    first = Tally()
    first.refuse(device, [Rejected(reason=Refusal.FORGED)], NOW)
    second = Tally(first.changed())
    second.refuse(device, [Rejected(reason=Refusal.FORGED)], NOW)
    row = second.quality(OXIMETER, NOW.date())
    assert row is not None
    assert (row.refused, row.reasons) == (2, {"forged": 2})
    bench.ledger.close()


def test_strangers_are_counted_without_a_device() -> None:
    tally = Tally()
    tally.refuse(None, [Rejected(reason=Refusal.TOPIC)], NOW)
    assert tally.refused() == {Refusal.TOPIC: 1}
    assert tally.refused(OXIMETER) == {}
    (row,) = tally.changed()
    assert (row.device, row.link, row.reasons) == (STRANGERS, Link.UNKNOWN, {"topic": 1})


def test_readings_that_cannot_be_are_counted_by_their_kind(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    bench.send(bench.message(1, spo2(300, NOW), spo2(97, NOW, unit="mmol/L")))
    row = bench.tally.quality(OXIMETER, NOW.date())
    assert row is not None
    assert row.reasons == {"implausible spo2": 1, "unit spo2": 1}
    (kept,) = bench.tally.changed()
    bench.ledger.keep_qualities([kept], {})
    assert bench.ledger.qualities(NOW.date()) == [kept]
    bench.ledger.close()


def test_gaps_are_counted_once_and_close_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    device = bench.registrar.inventory.index[OXIMETER]
    for lacking in (3, 3, 0):
        bench.tally.lacks(device, lacking, 1 if lacking else 0, NOW)
    row = bench.tally.quality(OXIMETER, NOW.date())
    assert row is not None
    assert (row.gaps, row.lacking) == (1, 0)
    bench.ledger.close()


def test_a_report_tells_signal_and_hands_on_only_the_battery(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    common = {"patient": ADA, "taken_at": NOW, "received_at": NOW, "device": OXIMETER}
    report = [
        Observation(kind=Kind("signal"), value=-71.0, unit="dB[mW]", **common),  # type: ignore[arg-type]
        Observation(kind=Kind("battery"), value=80.0, unit="%", **common),  # type: ignore[arg-type]
        spo2(97, NOW),
    ]
    (envelope,) = bench.report(1, *report).envelopes
    assert [reading.kind for reading in envelope.readings] == ["battery"]
    row = bench.tally.quality(OXIMETER, NOW.date())
    assert row is not None
    assert row.signal == -71.0
    facts = bench.tally.facts()
    assert facts[OXIMETER, "battery"] == ("80.0", NOW)
    bench.ledger.keep_qualities(bench.tally.changed(), facts)
    assert bench.ledger.facts(OXIMETER)["signal"] == ("-71.0", NOW)
    assert bench.tally.facts() == {}
    bench.ledger.close()
