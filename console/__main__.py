"""The console as its own process.

python -m console --config config.yml             serve, until told to end
python -m console --config config.yml --check     only read the settings
python -m console account --config config.yml --provider ID
                                                  make an account without asking
"""

import argparse
import json
import sys
from pathlib import Path

from care.config import read
from care.errors import PhilomelError
from console.admission import admit
from console.serve import SECTIONS, open_office, serve


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m console",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", nargs="?", choices=("serve", "account"), default="serve")
    parser.add_argument("--config", type=Path, required=True, help="config.yml of the home")
    parser.add_argument(
        "--home", type=Path, help="home folder; beside config.yml if left out"
    )
    parser.add_argument("--clock", type=Path, help="clock file of a simulated home")
    parser.add_argument("--check", action="store_true", help="read the settings and end")
    parser.add_argument("--provider", help="account: whose, an id under care.providers")
    parser.add_argument(
        "--name", help="account: sign-in name; the provider's id if left out"
    )
    return parser


def _account(config: Path, home: Path, provider: str, name: str | None) -> None:
    """Make an account and print where its keys are, as one line of JSON."""
    office = open_office(config, home, None)
    try:
        keys = admit(office, provider, name)
    finally:
        office.database.close()
    files = {"password": str(keys.password), "second_factor": str(keys.second_factor)}
    print(json.dumps({"name": keys.name} | files))


def main() -> int:
    """Run; 2 with one line when it cannot."""
    parser = _parser()
    given = parser.parse_args()
    home = given.home or given.config.resolve().parent / "home"
    if given.verb == "account" and not given.provider:
        parser.error("account needs --provider")
    try:
        if given.check:
            read(given.config, SECTIONS)
        elif given.verb == "serve":
            serve(given.config, home, given.clock)
        else:
            _account(given.config, home, given.provider, given.name)
    except PhilomelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
