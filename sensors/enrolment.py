"""Letting a device in by a one-time code: its request goes in, its certificate comes out.

The code (80 random bits, shown once) is the key of an HMAC over everything that is
exchanged, in both directions. So the exchange may cross any network: nothing in it is
secret, a stranger can neither ask nor answer, and the device learns whom to believe.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from care.errors import SetupError
from care.observation import DeviceId
from care.safefile import write_private
from sensors.inventory import Device, Inventory, Revoked, Status, load, locked
from sensors.keystore.port import KeyStore
from sensors.module.renewer import settle_files
from sensors.premises import Premises, admit, publish

CODE_LIFE = timedelta(hours=1)
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 signs that are not mistaken for one another."""
CODE_SIGNS = 16
MAX_REQUEST = 8_192


def new_code() -> str:
    """Four groups of four signs."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
    return "-".join(signs[i : i + 4] for i in range(0, CODE_SIGNS, 4))


def _key(code: str) -> str:
    bare = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return hashlib.sha256(bare.encode()).hexdigest()


def _proof(key: str, *parts: str) -> str:
    sealed = "\x00".join(parts).encode()
    return hmac.new(bytes.fromhex(key), sealed, "sha256").hexdigest()


def invite(inventory: Inventory, device: Device, code: str, now: datetime) -> Inventory:
    """With a row that waits for that code, for one hour.

    A device that is active goes on until the code is redeemed; then its old certificate
    is revoked. SetupError for a device that was revoked: it needs another id.
    """
    held = inventory.get(device.id)
    if held is not None and held.status is Status.REVOKED:
        msg = f"{device.id} was revoked; enrol the device under another id"
        raise SetupError(msg)
    row = held or replace(device, uuid=device.uuid or str(uuid4()))
    return inventory.put(replace(row, code_hash=_key(code), code_until=now + CODE_LIFE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a device asks with."""

    device: DeviceId
    csr: str
    proof: str


def write_request(device: DeviceId, keys: KeyStore, code: str) -> bytes:
    """The device's request, JSON."""
    csr = keys.request(device).decode()
    proof = _proof(_key(code), "request", device, csr)
    return json.dumps({"device": device, "csr": csr, "proof": proof}).encode()


def _read(raw: bytes) -> Request:
    try:
        fields = json.loads(raw[:MAX_REQUEST])
        return Request(
            device=DeviceId(str(fields["device"])),
            csr=str(fields["csr"]),
            proof=str(fields["proof"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError("the enrolment request cannot be read") from error


def redeem(premises: Premises, raw: bytes, now: datetime) -> bytes:
    """Check a request, issue the certificate, and give the answer (JSON).

    The code is used up by it. Raises SetupError when there is no invitation for the
    device, the code ran out, or the proof does not fit.
    """
    request = _read(raw)
    with locked(premises.inventory):
        inventory = load(premises.inventory)
        row = inventory.get(request.device)
        if (
            row is None
            or not row.code_hash
            or row.code_until is None
            or now >= row.code_until
        ):
            msg = f"no valid code for {request.device}: enrol it again"
            raise SetupError(msg)
        proof = _proof(row.code_hash, "request", request.device, request.csr)
        if not hmac.compare_digest(proof, request.proof):
            msg = f"the code for {request.device} does not fit"
            raise SetupError(msg)
        pem = premises.authority(now).issue_client(
            request.csr.encode(), row.id, row.uuid, now
        )
        if row.serial:
            old = Revoked(serial=row.serial, at=now)
            inventory = replace(inventory, revoked=(*inventory.revoked, old), index={})
        fresh = replace(admit(row, pem), previous=row.certificate)
        publish(premises, inventory.put(fresh), now)
    parts = [pem.decode()]
    parts += [premises.certificate(name).read_text() for name in ("ca", "hub")]
    names = ("certificate", "ca", "hub", "proof")
    values = (*parts, _proof(row.code_hash, "answer", *parts))
    return json.dumps(dict(zip(names, values, strict=True))).encode()


def accept(folder: Path, answer: bytes, code: str) -> None:
    """Keep what the home answered. SetupError when it was not this home that did."""
    try:
        fields = json.loads(answer)
        parts = [str(fields[name]) for name in ("certificate", "ca", "hub")]
        proof = str(fields["proof"])
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError("the home's answer cannot be read") from error
    if not hmac.compare_digest(proof, _proof(_key(code), "answer", *parts)):
        raise SetupError("the answer does not come from the home that gave the code")
    names = ("device.next", "ca", "hub")
    for name, content in reversed(list(zip(names, parts, strict=True))):
        write_private(folder / f"{name}.crt", content.encode())
    settle_files(folder)
