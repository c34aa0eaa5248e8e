"""A clinician's order for one medicine: versioned, confirmed as rendered, signed.

A revision is never changed; a change is the next revision, with its own instant of
effect. What the clinician signs is the order and the plan as it was shown, so what runs
is what was read (hazards H-03, H-19).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from care.codec import encode
from care.medication import Regimen
from care.people import PatientId, ProviderId


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One revision of one medicine's order (FHIR MedicationRequest)."""

    id: str
    patient: PatientId
    revision: int
    """1, 2, 3, ... without holes."""
    regimens: tuple[Regimen, ...]
    """Empty: the medicine is stopped."""
    effective: datetime
    """From this instant on it is in force; until then the revision before it."""
    author: ProviderId
    restores: int | None = None
    """The revision that a roll-back brings back."""

    @property
    def high_risk(self) -> bool:
        """Whether a second person must sign."""
        return any(regimen.high_risk for regimen in self.regimens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's signature over an order and its rendering."""

    by: ProviderId
    key: str
    """Id of the key: the first 16 hex digits of the SHA-256 of the public key."""
    value: str
    """Base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOrder:
    """An order as it travels from the console to the station."""

    order: Order
    shown: tuple[str, ...]
    """The rendered plan, line by line, as the clinician confirmed it."""
    signatures: tuple[Signature, ...] = ()


def signing_bytes(order: Order, shown: Iterable[str]) -> bytes:
    """What is signed: canonical JSON of the order and the lines shown (RFC 8785 style)."""
    picture = {"order": encode(order), "shown": list(shown)}
    text = json.dumps(picture, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def revised(order: Order, revision: int, effective: datetime, author: ProviderId) -> Order:
    """The same content as a new revision, on its regimens too."""
    return replace(
        order,
        revision=revision,
        effective=effective,
        author=author,
        regimens=tuple(replace(one, revision=revision) for one in order.regimens),
    )


def rolled_back(
    current: Order, to: Order, effective: datetime, author: ProviderId
) -> Order:
    """The next revision, with the content of an earlier one; history is never rewritten."""
    again = revised(to, current.revision + 1, effective, author)
    return replace(again, restores=to.revision)


def stopped(current: Order, effective: datetime, author: ProviderId) -> Order:
    """The next revision, without any regimen."""
    after = revised(current, current.revision + 1, effective, author)
    return replace(after, regimens=())


def in_force(orders: Iterable[Order], now: datetime) -> tuple[Regimen, ...]:
    """The regimens that hold at `now`: of each order, the latest revision in effect."""
    latest: dict[str, Order] = {}
    for order in sorted(orders, key=lambda one: one.revision):
        if order.effective <= now:
            latest[order.id] = order
    return tuple(regimen for key in sorted(latest) for regimen in latest[key].regimens)
