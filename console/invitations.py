"""Codes that let a person make an account: each serves once and runs out.

The very first one is written to a file that only the owner of the home folder can read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from care.people import ProviderId
from care.safefile import write_private
from console.codes import digest_of_code, new_code
from records.unit import Unit

FILE = "console-setup-code"
STATE = "console:invitations"
LIFE = timedelta(hours=24)
FIRST_LIFE = timedelta(days=3650)
LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One code that has not been used."""

    digest: str
    provider: ProviderId | None
    """Whom it is for; None lets the first person say who they are."""
    expires: datetime


def _open(unit: Unit, now: datetime) -> tuple[Invitation, ...]:
    found = unit.states.load(STATE, tuple[Invitation, ...]) or ()
    return tuple(one for one in found if one.expires > now)


def invite(unit: Unit, provider: ProviderId | None, now: datetime) -> str:
    """A new code; the only time that it can be read."""
    code = new_code(LENGTH)
    life = LIFE if provider else FIRST_LIFE
    fresh = Invitation(digest=digest_of_code(code), provider=provider, expires=now + life)
    kept = [one for one in _open(unit, now) if provider is None or one.provider != provider]
    unit.states.save(STATE, (*kept, fresh), now)
    return code


def find(unit: Unit, code: str, now: datetime) -> Invitation | None:
    """The invitation of a code, unless used or run out."""
    wanted = digest_of_code(code)
    return next((one for one in _open(unit, now) if one.digest == wanted), None)


def use_up(unit: Unit, invitation: Invitation, now: datetime) -> None:
    """It has served."""
    kept = tuple(one for one in _open(unit, now) if one.digest != invitation.digest)
    unit.states.save(STATE, kept, now)


def first(unit: Unit, home: Path, now: datetime) -> Path | None:
    """The file with the first code, made when nobody has an account yet; else None."""
    file = home / FILE
    if unit.accounts.all():
        return None
    if not file.exists() or find(unit, file.read_text(encoding="ascii"), now) is None:
        write_private(file, (invite(unit, None, now) + "\n").encode())
    return file
