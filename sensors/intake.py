"""What one message from outside is, judged in the order of docs/wire-format.md.

Identity of the topic, size, seal, CBOR within bounds, SenML, enrolled kinds,
plausibility. A pure judgement: nothing is stored or counted here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.observation import DeviceId, Kind, Observation, Reading
from sensors.envelope import KeyOf, Mark, Opened, open_sealed
from sensors.epoch import Epoch, read_announcement
from sensors.inventory import Device, Status
from sensors.kinds import KINDS
from sensors.refusal import Refusal, Rejected
from sensors.renewal import Renewal, read_renewal
from sensors.senml import decode
from sensors.topics import Channel, parse_up

Plausible = Callable[[Observation], Refusal | None]
"""Why a value cannot be (a unit its kind does not come in, a number out of range)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What the home knows of its devices at this moment."""

    device: Callable[[DeviceId], Device | None]
    public_keys: Callable[[Device], Sequence[EllipticCurvePublicKey]]
    """Of its certificate, then of the one before."""
    key_of: KeyOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An authentic message with its believable readings."""

    device: Device
    mark: Mark
    leaf: bytes
    readings: tuple[Reading, ...]
    refused: tuple[Rejected, ...] = ()
    """Readings that were left out, one reason each."""


SIGNED: dict[Channel, Any] = {
    Channel.EPOCH: read_announcement,
    Channel.RENEWAL: read_renewal,
}
"""How messages are read that are signed and not sealed."""
ALONG = {Kind("rr_interval"): Kind("pulse")}
"""Kinds that come along with another one: who may report that may report them too."""


def _believable(reading: Reading, device: Device, plausible: Plausible) -> Rejected | None:
    kind = ALONG.get(reading.kind, reading.kind)
    if device.kinds and not {kind, reading.kind} & set(device.kinds):
        return Rejected(
            reason=Refusal.KIND, detail=reading.kind if reading.kind in KINDS else ""
        )
    reason = plausible(reading) if isinstance(reading, Observation) else None
    return None if reason is None else Rejected(reason=reason, detail=reading.kind)


def _readings(
    opened: Opened, device: Device, plausible: Plausible, received_at: datetime
) -> Accepted | Rejected:
    decoded = decode(
        opened.plain, device=device.id, patient=device.patient, received_at=received_at
    )
    refused: tuple[Rejected, ...] = ()
    if isinstance(decoded, Rejected):
        # Authentic: it counts as arrived, or the device would send it for ever.
        refused, decoded = (decoded,), ()
    elif opened.mark.channel is Channel.READINGS:
        doubts = [(reading, _believable(reading, device, plausible)) for reading in decoded]
        decoded = tuple(reading for reading, doubt in doubts if doubt is None)
        refused = tuple(doubt for _, doubt in doubts if doubt is not None)
    return Accepted(
        device=device, mark=opened.mark, leaf=opened.leaf, readings=decoded, refused=refused
    )


def _signed(
    payload: bytes,
    channel: Channel,
    device: Device,
    keys: Sequence[EllipticCurvePublicKey],
) -> Epoch | Renewal | Rejected:
    """What is signed under the certificate, or under the one before it."""
    read = SIGNED[channel]
    outcome: Epoch | Renewal | Rejected = Rejected(reason=Refusal.FORGED)
    for key in keys:
        outcome = read(payload, device=device.id, public_key=key)
        if not isinstance(outcome, Rejected) or outcome.reason is not Refusal.FORGED:
            break
    return outcome


def examine(
    payload: bytes,
    *,
    topic: str,
    registry: Registry,
    plausible: Plausible,
    received_at: datetime,
) -> Accepted | Epoch | Renewal | Rejected:
    """An authentic message, a new epoch, a wish for a certificate, or why it is refused."""
    addressed = parse_up(topic)
    if addressed is None:
        return Rejected(reason=Refusal.TOPIC)
    device = registry.device(addressed[0])
    if device is None or device.status is not Status.ACTIVE:
        return Rejected(reason=Refusal.UNKNOWN_DEVICE)
    if addressed[1] in SIGNED:
        return _signed(payload, addressed[1], device, registry.public_keys(device))
    opened = open_sealed(payload, topic=topic, key_of=registry.key_of)
    if isinstance(opened, Rejected):
        return opened
    return _readings(opened, device, plausible, received_at)
