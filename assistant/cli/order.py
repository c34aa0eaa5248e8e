"""`philomel order`: a clinician's order shown, signed and checked, without a home.

The private key stays in the clinician's own file; a home holds public keys only. What
is signed is the order and the plan as it was shown.
"""

import json
import os
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from assistant.cli import order_keys
from assistant.cli.plan import instant_of, read_order, zone_of
from care.codec import decode, encode
from care.errors import ConfigError, SetupError
from care.order import Order, SignedOrder
from care.people import ProviderId, Routine
from reminders.admission import objections
from reminders.conflicts import conflicts
from reminders.fhir_order import Household, regimens_of
from reminders.order import revised
from reminders.rendering import Setting, shown
from reminders.signature import key_id, public_key, signed, signers

orders = typer.Typer(no_args_is_help=True, help="Show, sign and check orders.")
for verb in (order_keys.keys, order_keys.trust, order_keys.withdraw):
    orders.command()(verb)

OrderFile = Annotated[Path, typer.Option("--order", help="FHIR MedicationRequest, JSON")]
Zone = Annotated[str, typer.Option(help="the patient's zone, such as Europe/Paris")]
Effective = Annotated[str, typer.Option(help="from when it holds, local or with offset")]
Out = Annotated[Path, typer.Option(help="file to write; an existing one is refused")]


@orders.command()
def key(*, out: Out) -> None:
    """Make a clinician's key: the private half into a file, the public half printed."""
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(out, pem)
    raw = made.public_key().public_bytes_raw()
    typer.echo(
        json.dumps({"key": key_id(made.public_key()), "public": b64encode(raw).decode()})
    )


@orders.command()
def show(*, order: OrderFile, zone: Zone, effective: Effective) -> None:
    """The plan as a clinician reads it before confirming, and what contradicts itself."""
    made, setting, found = _order(order, zone, effective, 1, "unknown")
    for line in shown(made, setting):
        typer.echo(line)
    for words in found:
        typer.echo(f"conflict: {words}")
    raise typer.Exit(1 if found else 0)


@orders.command()
def sign(
    *,
    order: OrderFile,
    zone: Zone,
    effective: Effective,
    by: Annotated[str, typer.Option(help="id of the clinician who signs")],
    key: Annotated[Path, typer.Option(help="their private key file")],
    out: Out,
    revision: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """Sign an order, or add a second signature to a signed one."""
    written = read_order(order)
    if "signatures" in written:
        draft = _signed(order, written)
    else:
        made, setting, found = _order(order, zone, effective, revision, by)
        if found:
            raise SetupError(f"{order} contradicts itself: {'; '.join(found)}")
        draft = SignedOrder(order=made, shown=shown(made, setting))
    done = signed(draft, ProviderId(by), _private(key))
    _write(out, json.dumps(encode(done), indent=1).encode())
    typer.echo(f"signed by {', '.join(one.by for one in done.signatures)}")


@orders.command()
def check(
    *,
    order: OrderFile,
    zone: Zone,
    at: Annotated[str, typer.Option(help="when the home gets it")],
    trust: Annotated[list[str], typer.Option(help="ID=PUBLIC of a clinician")],
) -> None:
    """Every reason against running a signed order; exit 1 when there is one."""
    given = _signed(order, read_order(order))
    where = zone_of(zone)
    keys = {}
    for pair in trust:
        name, _, text = pair.partition("=")
        try:
            keys[ProviderId(name)] = (public_key(text),)
        except ValueError as error:
            raise SetupError(f"--trust {pair}: {error}") from error
    setting = Setting(zone=where, routine=Routine())
    now = instant_of("--at", at, where)
    found = objections(given, None, signers(given, keys), setting, now)
    for one in found:
        typer.echo(f"{one.code}: {one.detail}")
    if found:
        raise typer.Exit(1)
    typer.echo("may run")


def _order(
    file: Path, zone: str, effective: str, revision: int, by: str
) -> tuple[Order, Setting, list[str]]:
    where = zone_of(zone)
    at = instant_of("--effective", effective, where)
    written = read_order(file)
    home = Household(zone=where, activation=at)
    regimens = regimens_of(written, home)
    found = [f"{c.element}: {c.words}" for c in conflicts(written, regimens, home)]
    first = Order(
        id=regimens[0].order or regimens[0].id,
        patient=regimens[0].patient,
        revision=revision,
        regimens=regimens,
        effective=at,
        author=ProviderId(by),
    )
    setting = Setting(zone=where, routine=Routine())
    return revised(first, revision, _utc(at, where), ProviderId(by)), setting, found


def _utc(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(ZoneInfo("UTC")) if at.tzinfo else at.replace(tzinfo=zone)


def _signed(file: Path, written: dict[str, Any]) -> SignedOrder:
    try:
        return decode(SignedOrder, written)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ConfigError(file, 1, "order", f"is no signed order ({error})") from error


def _private(file: Path) -> Ed25519PrivateKey:
    try:
        found = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(f"{file} holds no private key: {error}") from error
    if not isinstance(found, Ed25519PrivateKey):
        raise SetupError(f"{file} holds no Ed25519 key")
    return found


def _write(file: Path, data: bytes) -> None:
    """A new file that only its owner reads."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SetupError(f"{file} cannot be written: {error.strerror}") from error
    with os.fdopen(handle, "wb") as out:
        out.write(data)
