"""One try to sign in, decided: name, password and code against the record."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from console.accounts import password_fits, step_of
from console.lockout import FREE, Tally
from records.accounts import Account
from records.unit import Unit

ENROL = timedelta(minutes=10)
"""Time to connect a phone."""


class Result(StrEnum):
    """What came of a try."""

    ADMITTED = "admitted"
    ENROL = "enrol"
    """Password right, and no second factor yet: connect one first."""
    REFUSED = "refused"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """How a try ended."""

    result: Result
    token: str = ""
    """For the cookie."""
    wait: timedelta = timedelta(0)


def _lock(account: Account, now: datetime) -> datetime | None:
    wrong = account.failures + 1
    opens = Tally(wrong=wrong, last=now).opens()
    return opens if wrong >= FREE else None


def _refuse(unit: Unit, account: Account | None, now: datetime) -> Try:
    if account is not None:
        unit.accounts.failed(account.name, _lock(account, now))
        unit.journal.add(account.provider, "sign_in_refused", now)
    return Try(result=Result.REFUSED)


def attempt(
    unit: Unit, *, name: str, password: str, code: str, now: datetime, idle: timedelta
) -> Try:
    """Check one try and, when it is right, start the session.

    All that is wrong gives the same refusal, so that it cannot be told which part was.

    Args:
        unit: a transaction that writes.
        name: as typed.
        password: as typed.
        code: of the second factor, as typed.
        now: real time.
        idle: how long the session lasts without a deed.
    """
    account = unit.accounts.get(name)
    if account and account.locked_until and account.locked_until > now:
        return Try(result=Result.LOCKED, wait=account.locked_until - now)
    if not password_fits(account, password) or account is None:
        return _refuse(unit, account, now)
    if account.second_factor is None:
        body = {"secret": pyotp.random_base32()}
        return Try(result=Result.ENROL, token=_start(unit, name, now, ENROL, body))
    step = step_of(account.second_factor, code, now)
    if step is None or not unit.accounts.use_step(name, step):
        return _refuse(unit, account, now)
    return admit(unit, account, now, idle)


def admit(unit: Unit, account: Account, now: datetime, idle: timedelta) -> Try:
    """Start the session of somebody who has shown everything."""
    unit.accounts.succeeded(account.name)
    unit.journal.add(account.provider, "sign_in", now, body={"account": account.name})
    token = _start(unit, account.name, now, idle, {})
    return Try(result=Result.ADMITTED, token=token)


def _start(
    unit: Unit, name: str, now: datetime, life: timedelta, body: dict[str, str]
) -> str:
    token = secrets.token_urlsafe(32)
    unit.sessions.start(token, name, at=now, expires_at=now + life, body=body)
    return token


def enrolling(unit: Unit, token: str, now: datetime) -> tuple[Account, str] | None:
    """Who is connecting a phone in this session, and the secret to connect."""
    session = unit.sessions.get(token, now) if token else None
    account = unit.accounts.get(session.account) if session else None
    if session is None or account is None or account.second_factor is not None:
        return None
    return account, str(session.body.get("secret", ""))
