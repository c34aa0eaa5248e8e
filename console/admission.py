"""An account without a person at the keyboard, for simulated homes and first set-ups.

    python -m console account --config config.yml --provider omar

makes what is missing of these, so that it may be called again and again: a file with the
password, a file with the secret of the second factor (both in the home folder, readable
by its owner only), the account that fits them, and for a clinician a signing key that is
registered with the home: whoever may write the home folder answers for it.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

import pyotp

from care.clock import SystemClock
from care.errors import SetupError
from care.people import Provider, Role
from care.safefile import write_private
from console import signing
from console.accounts import create, password_fits
from console.office import Office
from records.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where somebody finds what they need to sign in."""

    name: str
    password: Path
    second_factor: Path
    """Base32 secret; six digits, 30 seconds, SHA-1 (RFC 6238)."""


def _kept(file: Path, fresh: str) -> str:
    """The content of a secret file; made with `fresh` when it is not there."""
    if not file.exists():
        write_private(file, f"{fresh}\n".encode())
    return file.read_text(encoding="utf-8").strip()


def admit(office: Office, provider: str, name: str | None = None) -> Keys:
    """Make the account of a provider of config.yml, unless it is there already.

    Raises:
        SetupError: config.yml names no such provider, or an account of that name has
            another password than the file says.
        StoreError: the record cannot be written.
    """
    person = office.provider(provider)
    if person is None:
        raise SetupError(f"config.yml names no care.providers.{provider}")
    name = name or person.id
    keys = Keys(
        name=name,
        password=office.home / f"console-{name}-password",
        second_factor=office.home / f"console-{name}-totp",
    )
    password = _kept(keys.password, secrets.token_urlsafe(18))
    secret = _kept(keys.second_factor, pyotp.random_base32())
    with office.database.unit() as unit:
        _ensure(unit, person, name, password, secret)
    return keys


def _ensure(unit: Unit, person: Provider, name: str, password: str, secret: str) -> None:
    known = unit.accounts.get(name)
    if known is None:
        create(
            unit,
            name=name,
            provider=person.id,
            role=person.role,
            password=password,
            now=SystemClock().now(),
            second_factor=secret,
        )
    elif not password_fits(known, password):
        raise SetupError(f"the account {name} has another password than its file says")
    if person.role is Role.CLINICIAN and signing.key_of(unit, name) is None:
        account = unit.accounts.get(name)
        assert account is not None
        made = signing.make(account, password, SystemClock().now())
        signing.keep(unit, made)
        signing.register_by_box(unit, made)
