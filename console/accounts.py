"""Making accounts, and checking that somebody is who they say.

Passwords are kept as Argon2id hashes; the second factor is the time-based code of
RFC 6238, each code serving once. A simulated home makes its accounts with `create` and a
known secret (docs/console.md); people make theirs with an invitation.
"""

import re
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from care.errors import StoreError
from care.people import ProviderId, Role
from records.accounts import Account
from records.unit import Unit

NAME = re.compile(r"[a-z0-9-]{2,40}")
SHORTEST = 12
"""Characters of a password; length protects, rules about signs do not (NIST 800-63B)."""
STEP = 30
"""Seconds that a code of the second factor holds."""
DRIFT = 1
"""Steps that a phone's clock may be off."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash to check against when there is no such account: the same time is spent."""
    return _hasher().hash("nobody at all")


def hashed(password: str) -> str:
    """Argon2id hash of a password."""
    return _hasher().hash(password)


def password_fits(account: Account | None, password: str) -> bool:
    """Whether the password is this account's; takes as long without an account."""
    try:
        _hasher().verify(account.password if account else _nobody(), password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return account is not None


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code belongs to, or None when it fits none near `now`."""
    code = code.replace(" ", "")
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    fitting = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if pyotp.utils.strings_equal(code, totp.generate_otp(step))
    ]
    return fitting[0] if fitting else None


def mistakes(name: str, password: str, again: str) -> dict[str, str]:
    """What is wrong with a new account: field to key under `console.mistake`."""
    wrong = {}
    if not NAME.fullmatch(name):
        wrong["name"] = "name_wrong"
    if len(password) < SHORTEST:
        wrong["password"] = "password_short"  # noqa: S105 - the key of a text
    elif password != again:
        wrong["again"] = "password_differs"
    return wrong


def create(
    unit: Unit,
    *,
    name: str,
    provider: ProviderId,
    role: Role,
    password: str,
    now: datetime,
    second_factor: str | None = None,
) -> Account:
    """Make an account.

    Args:
        unit: a transaction that writes.
        name: what the person types to sign in.
        provider: who they are in config.yml.
        role: what they may do.
        password: at least `SHORTEST` characters.
        now: real time.
        second_factor: base32 secret; None lets the person connect a phone at first
            sign-in.

    Raises:
        StoreError: the name is taken or not allowed, or the password too short.
    """
    wrong = mistakes(name, password, password)
    if wrong or unit.accounts.get(name) is not None:
        reason = "name_taken" if not wrong else ", ".join(wrong.values())
        raise StoreError(f"no account was made: {reason}")
    account = Account(
        name=name,
        provider=provider,
        role=role,
        password=hashed(password),
        second_factor=second_factor,
        created_at=now,
    )
    unit.accounts.keep(account)
    return account
