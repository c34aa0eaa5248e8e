"""`philomel proof`: that all a device sealed in a period arrived, unaltered."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from care.errors import SetupError
from care.observation import DeviceId
from sensors.arrivals import Arrivals
from sensors.certificate import public_key, read_certificate
from sensors.inventory import load
from sensors.ledger import Ledger
from sensors.module.outbox import Outbox
from sensors.premises import Premises
from sensors.proof import EpochProof, prove


def _instant(text: str, default: datetime) -> datetime:
    if not text:
        return default
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is no time such as 2026-11-22T08:00"
        raise SetupError(msg) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def at_home(
    home: Path, device: DeviceId, start: datetime, end: datetime
) -> list[EpochProof]:
    """Proofs of the epochs that touch the period, from the home's ledger."""
    hub = public_key(read_certificate(Premises(home / "keys").certificate("hub")))
    ledger = Ledger(home / "proof.db")
    proofs = [
        prove(
            device,
            epoch,
            ledger.receipts(device, epoch, 1),
            hub=hub,
            arrivals=ledger.arrivals_of(device, epoch),
            span=span,
            leaves=lambda e, lo, hi: ledger.leaves(device, e, lo, hi),
        )
        for epoch, span in ledger.spans(device).items()
        if span[0] <= end and span[1] >= start
    ]
    ledger.close()
    return sorted(proofs, key=lambda proof: proof.since)


def at_module(
    folder: Path, device: DeviceId, start: datetime, end: datetime
) -> list[EpochProof]:
    """The same from the receipts that the device kept."""
    hub = public_key(read_certificate(folder / "hub.crt"))
    outbox = Outbox(folder / "outbox.db")
    proofs = []
    for held in outbox.epochs():
        # Of an epoch without receipts nothing has arrived, and that must be said.
        span = held.first, held.last
        if span[0] <= end and span[1] >= start:
            sealed = Arrivals(((1, held.highest),))
            proofs.append(
                prove(
                    device, held.number, held.receipts, hub=hub, arrivals=sealed, span=span
                )
            )
    outbox.close()
    return proofs


def proof(
    device: Annotated[str, typer.Argument(help="Id, as in philomel devices list")],
    *,
    since: Annotated[
        str, typer.Option("--from", help="Since, such as 2026-11-22T08:00")
    ] = "",
    until: Annotated[str, typer.Option("--to", help="Until, likewise")] = "",
    home: Annotated[
        Path, typer.Option("--home", help="Folder of the home's own files")
    ] = Path("home"),
    module: Annotated[
        Path | None, typer.Option("--module", help="Folder of a module: its own proof")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line per proof")
    ] = False,
) -> None:
    """Print and verify the receipts of a device; exit code 1 when anything lacks."""
    start = _instant(since, datetime.min.replace(tzinfo=UTC))
    end = _instant(until, datetime.max.replace(tzinfo=UTC))
    name = DeviceId(device)
    proofs = (
        at_module(module, name, start, end) if module else at_home(home, name, start, end)
    )
    known = module or load(Premises(home / "keys").inventory).get(name)
    if not proofs and known is None:
        msg = f"no device {device!r} in the inventory; `philomel devices list` shows all"
        raise SetupError(msg)
    for held in proofs:
        words = (
            json.dumps(_picture(name, held))
            if as_json
            else _words(held, at_home=not module)
        )
        typer.echo(words)
    whole = bool(proofs) and all(held.whole for held in proofs)
    if not as_json:
        total = sum(held.arrived for held in proofs)
        words = "100 % arrived unaltered" if whole else "NOT proven whole"
        if not proofs:
            words = "nothing of it in this period"
        typer.echo(f"{device}: {words}, {total} messages in {len(proofs)} epochs")
    raise typer.Exit(0 if whole else 1)


def _picture(device: DeviceId, held: EpochProof) -> dict[str, Any]:
    return {
        "device": device,
        "epoch": f"{held.epoch:012x}",
        "since": held.since.isoformat(),
        "until": held.until.isoformat(),
        "arrived": held.arrived,
        "signed": held.signed,
        "hashed": held.hashed,
        "missing": held.missing,
        "faults": list(held.faults),
        "whole": held.whole,
    }


def _words(held: EpochProof, *, at_home: bool) -> str:
    """One epoch in a line: what is signed for, and all that is wrong."""
    sealed = held.arrived + held.missing
    words = (
        f"{held.since:%Y-%m-%d %H:%M:%S} to {held.until:%Y-%m-%d %H:%M:%S}  "
        f"epoch {held.epoch:012x}: {held.signed} of {sealed} signed for"
    )
    old = held.signed - held.hashed
    if at_home and old and not held.faults:
        words += f", {old} of them by signature alone (hashes are kept for 90 days)"
    missing = (f"{held.missing} missing",) if held.missing else ()
    trouble = "; ".join((*held.faults, *missing))
    return f"{words}: {trouble}" if trouble else words
