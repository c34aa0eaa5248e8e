"""`python -m console --config config.yml`: the console as its own process."""

import argparse
import sys
from pathlib import Path

from care.errors import PhilomelError
from console.serve import serve


def main() -> int:
    """Run; 2 with one line when it cannot."""
    parser = argparse.ArgumentParser(prog="console", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="config.yml of the home")
    parser.add_argument(
        "--home", type=Path, help="home folder; beside config.yml unless given"
    )
    parser.add_argument("--clock", type=Path, help="clock file of a simulated home")
    given = parser.parse_args()
    home = given.home or given.config.resolve().parent / "home"
    try:
        serve(given.config, home, given.clock)
    except PhilomelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
