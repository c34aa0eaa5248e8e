"""Tablets that may speak for the home: let in by a code, sent away at any time.

A code serves once and for a quarter of an hour; the record holds only digests. What a
paired tablet may do is little: hear the home, answer it, call for help.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.people import ProviderId
from console.codes import digest_of_code, new_code
from records.sessions import digest_of
from records.unit import Unit

STATE = "console:tablets"
LIFE = timedelta(minutes=15)
LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code that has not been used."""

    digest: str
    speaker: str
    by: ProviderId
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """One tablet that was let in."""

    digest: str
    """Of its cookie."""
    speaker: str
    by: ProviderId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablets:
    """All codes and tablets."""

    codes: tuple[Code, ...] = ()
    paired: tuple[Paired, ...] = ()

    def of(self, speaker: str) -> Paired | None:
        """The tablet of that speaker of config.yml."""
        return next((one for one in self.paired if one.speaker == speaker), None)


def load(unit: Unit) -> Tablets:
    """What the record knows."""
    return unit.states.load(STATE, Tablets) or Tablets()


def code_for(unit: Unit, speaker: str, by: ProviderId, now: datetime) -> str:
    """A new code for a speaker; the only time that it can be read."""
    code = new_code(LENGTH)
    fresh = Code(digest=digest_of_code(code), speaker=speaker, by=by, expires=now + LIFE)
    known = load(unit)
    kept = (one for one in known.codes if one.expires > now and one.speaker != speaker)
    unit.states.save(STATE, replace(known, codes=(*kept, fresh)), now)
    return code


def pair(unit: Unit, code: str, now: datetime) -> tuple[str, Paired] | None:
    """Let a tablet in: its cookie and what it is now; None for a wrong code.

    It takes the place of the tablet that spoke there before.
    """
    known, wanted = load(unit), digest_of_code(code)
    found = [one for one in known.codes if one.digest == wanted and one.expires > now]
    if not found:
        return None
    token = secrets.token_urlsafe(32)
    fresh = Paired(
        digest=digest_of(token), speaker=found[0].speaker, by=found[0].by, at=now
    )
    codes = tuple(one for one in known.codes if one.digest != wanted)
    others = (one for one in known.paired if one.speaker != fresh.speaker)
    unit.states.save(STATE, Tablets(codes=codes, paired=(*others, fresh)), now)
    return token, fresh


def send_away(unit: Unit, speaker: str, now: datetime) -> bool:
    """Let it in no more; False when none was."""
    known = load(unit)
    kept = tuple(one for one in known.paired if one.speaker != speaker)
    unit.states.save(STATE, replace(known, paired=kept), now)
    return len(kept) < len(known.paired)


def who(unit: Unit, token: str) -> Paired | None:
    """The tablet with this cookie, unless it was sent away."""
    wanted = digest_of(token) if token else ""
    return next((one for one in load(unit).paired if one.digest == wanted), None)
