"""What is done with orders: what is signed, the next revision, and which one rules."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from care.codec import encode
from care.medication import Regimen
from care.order import Order
from care.people import ProviderId


def signing_text(order: Order, shown: Iterable[str]) -> str:
    """What is signed: canonical JSON of the order and the lines shown (RFC 8785 style)."""
    picture = {"order": encode(order), "shown": list(shown)}
    return json.dumps(picture, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def revised(order: Order, revision: int, effective: datetime, author: ProviderId) -> Order:
    """The same content as a new revision, on its regimens too."""
    return replace(
        order,
        revision=revision,
        effective=effective,
        author=author,
        regimens=tuple(replace(one, revision=revision) for one in order.regimens),
    )


def ruling(orders: Iterable[Order], now: datetime) -> tuple[Order, ...]:
    """The orders that hold at `now`: of each, the latest revision in effect.

    A later revision that came into effect sooner takes the place of an earlier one that
    was still to come.
    """
    latest: dict[str, Order] = {}
    for order in sorted(orders, key=lambda one: one.revision):
        if order.effective <= now:
            latest[order.id] = order
    return tuple(latest[key] for key in sorted(latest))


def in_force(orders: Iterable[Order], now: datetime) -> tuple[Regimen, ...]:
    """The regimens that hold at `now`."""
    return tuple(regimen for order in ruling(orders, now) for regimen in order.regimens)
