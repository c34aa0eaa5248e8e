"""Sealed readings through a real broker into the record, beside bare paho callbacks.

    .venv/bin/python -m benchmarks.ingest [--messages 8000] [--seconds 8]

Everything runs on this machine: mosquitto with mutual TLS 1.3, a generator process that
seals and publishes for ten devices, the hub with SQLCipher (synchronous=FULL) and the
watch. First the drain of a backlog: how many messages a second bare paho callbacks take
(same client, manual acknowledgement, payload thrown away), and how many the hub takes up
to stored and signed. Then the time from publishing to decided at fixed rates.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.ingest.home import Bench

GOAL_P99_MS = 50.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=8_000)
    parser.add_argument("--seconds", type=float, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        try:
            bare, bare_cpu = bench.bare(asked.messages)
            hub, hub_cpu = bench.drain(asked.messages)
            print(f"{'backlog':>24} {'messages/s':>12} {'CPU us each':>12}")
            print(f"{'bare paho callbacks':>24} {bare:>12,.0f} {bare_cpu:>12,.0f}")
            print(
                f"{'hub to stored and signed':>24} {hub:>12,.0f} {hub_cpu:>12,.0f}", end=""
            )
            print(f"  {hub / bare:.0%} of bare")
            print(f"\n{'published/s':>24} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}")
            for rate in (100, 1_000, 2_500):
                row = bench.at_rate(rate, asked.seconds)
                print(f"{rate:>24,} {row[0]:>8.1f} {row[1]:>8.1f} {row[2]:>8.1f}")
            print(f"goal: at least 50 % of bare; p99 <= {GOAL_P99_MS:.0f} ms at 100/s")
        finally:
            bench.broker.kill()
            bench.broker.wait()
            bench.database.close()


if __name__ == "__main__":
    main()
