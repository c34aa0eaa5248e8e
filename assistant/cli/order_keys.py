"""`philomel order keys | trust | withdraw`: whose orders a home follows.

Whoever owns the home's folder answers for it, as an administrator does in the console.
The id must be compared with the clinician, by telephone or side by side.
"""

import json
from typing import Annotated

import typer

from assistant.cli.home import CONFIG, ConfigOption, HomeOption, people_of, record_of
from care.clock import SystemClock
from care.errors import SetupError
from care.people import Role
from care.settings import CareSettings
from records.unit import Unit
from reminders.key_ring import (
    BOX,
    MADE,
    STATE,
    KeyRing,
    MadeKey,
    SigningKey,
    registered,
    withdrawn,
)

Json = Annotated[bool, typer.Option("--json", help="One JSON line each")]
Key = Annotated[str, typer.Argument(help="Id of the key, 16 digits")]


def keys(
    config: ConfigOption = CONFIG, home: HomeOption = None, *, as_json: Json = False
) -> None:
    """Every key of this home: made, registered, withdrawn."""
    database = record_of(config, home)
    try:
        with database.reading() as unit:
            ring, made = _ring(unit), _made(unit)
    finally:
        database.close()
    waiting = tuple(one for one in made if ring.find(one.id) is None)
    every: tuple[SigningKey | MadeKey, ...] = (*ring.keys, *waiting)
    for one in every:
        picture = _picture(one)
        words = f"{picture['key']} {picture['provider']} {picture['state']}"
        typer.echo(json.dumps(picture) if as_json else words)


def trust(key: Key, config: ConfigOption = CONFIG, home: HomeOption = None) -> None:
    """Register a key that a clinician made in the console."""
    people = people_of(config)
    database = record_of(config, home)
    try:
        with database.unit() as unit:
            _trust(unit, key, people)
    finally:
        database.close()
    typer.echo(f"{key} is registered")


def withdraw(key: Key, config: ConfigOption = CONFIG, home: HomeOption = None) -> None:
    """Trust a key no more; what it has signed keeps running."""
    database = record_of(config, home)
    now = SystemClock().now()
    try:
        with database.unit() as unit:
            unit.states.save(STATE, withdrawn(_ring(unit), key, now), now)
            unit.journal.add(BOX, "withdraw_key_done", now)
    except ValueError as error:
        raise SetupError(f"{key}: {error}") from error
    finally:
        database.close()
    typer.echo(f"{key} is withdrawn")


def _trust(unit: Unit, key: str, people: CareSettings) -> None:
    now = SystemClock().now()
    made = next((one for one in _made(unit) if one.id == key), None)
    if made is None:
        raise SetupError(f"nobody has made a key {key} in the console of this home")
    person = people.providers.get(made.provider)
    if person is None or person.role is not Role.CLINICIAN:
        raise SetupError(f"care.providers.{made.provider} is no clinician")
    fresh = SigningKey(
        provider=made.provider, public=made.public, registered_at=now, registered_by=BOX
    )
    try:
        unit.states.save(STATE, registered(_ring(unit), fresh), now)
    except ValueError as error:
        raise SetupError(f"{key}: {error}") from error
    unit.journal.add(BOX, "register_key_done", now)


def _ring(unit: Unit) -> KeyRing:
    return unit.states.load(STATE, KeyRing) or KeyRing()


def _made(unit: Unit) -> tuple[MadeKey, ...]:
    found = (unit.states.load(name, MadeKey) for name in unit.states.names(MADE))
    return tuple(one for one in found if one is not None)


def _picture(one: SigningKey | MadeKey) -> dict[str, str]:
    state = "made"
    if isinstance(one, SigningKey):
        state = "withdrawn" if one.withdrawn_at else "registered"
    return {"key": one.id, "provider": one.provider, "state": state}
