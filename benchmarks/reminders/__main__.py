"""Planning speed, memory, every zone for a decade, a year of 200 regimens, and rings.

Run: python -m benchmarks.reminders [--quick] [--kill]. Baselines: APScheduler cron as a
planner (it is what a home without a planner would use), and the loop's own timer for
rings. Sizes without --quick take about three minutes.
"""

import argparse

from rich.console import Console
from rich.table import Table

from benchmarks.reminders.killed import killed
from benchmarks.reminders.planning import planning
from benchmarks.reminders.rings import rings
from benchmarks.reminders.year import year
from benchmarks.reminders.zones import zones


def main() -> None:
    """Print a table for each part."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--quick", action="store_true", help="small sizes, a few seconds")
    given.add_argument("--kill", action="store_true", help="only this: 7 days of kill -9")
    told = given.parse_args()
    quick = told.quick
    parts = [
        planning(500 if quick else 10_000),
        zones(1 if quick else 10),
        year(8 if quick else 200, 30 if quick else 365),
        rings(),
    ]
    if told.kill:
        parts = [killed(1 if quick else 7)]
    console = Console(width=110)
    for part in parts:
        table = Table("measured", "ours", "baseline")
        for row in part:
            table.add_row(*row)
        console.print(table)


if __name__ == "__main__":
    main()
