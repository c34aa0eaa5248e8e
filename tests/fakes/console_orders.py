"""Orders of the console's home, bare of signatures."""

from care.medication import Regimen
from care.order import Order, SignedOrder
from tests.fakes.console_home import (
    ADA,
    NORA,
)


def order_of(regimen: Regimen) -> Order:
    return Order(
        id=regimen.id,
        patient=ADA,
        revision=1,
        regimens=(regimen,),
        effective=regimen.starts,
        author=NORA,
    )


def bare(order: Order) -> SignedOrder:
    return SignedOrder(order=order, shown=())
