"""The judgement of one message is pure and in order."""

from pathlib import Path
from typing import Any

from sensors.intake import Accepted, Registry, examine
from sensors.inventory import Status
from sensors.refusal import Refusal, Rejected
from tests.fakes.intake import NOW, READINGS, Bench
from tests.fakes.readings import OXIMETER


def test_an_unknown_device_is_refused_before_its_bytes_are_looked_at() -> None:
    def never(*_: object) -> Any:
        raise AssertionError

    registry = Registry(device=lambda _device: None, public_keys=never, key_of=never)
    outcome = examine(
        b"anything",
        topic=READINGS,
        registry=registry,
        plausible=never,
        received_at=NOW,
    )
    assert outcome == Rejected(reason=Refusal.UNKNOWN_DEVICE)


def test_the_same_message_is_judged_the_same_twice(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    registry = bench.registrar.registry(NOW)
    message = bench.message(1)
    outcomes = [
        examine(
            message,
            topic=READINGS,
            registry=registry,
            plausible=lambda _reading: None,
            received_at=NOW,
        )
        for _ in range(2)
    ]
    assert outcomes[0] == outcomes[1]
    assert isinstance(outcomes[0], Accepted)
    assert outcomes[0].device.status is Status.ACTIVE
    assert outcomes[0].mark.device == OXIMETER
    bench.ledger.close()
