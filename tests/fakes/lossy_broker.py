"""A stretch of network that loses and alters bytes of MQTT payloads on their way.

Stands between module and hub as a filter on what the hub's link hands on, so that the
real broker and TLS stay in place.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from sensors.mqtt import Delivery


class LossyWay:
    """Drops and flips at fixed shares, from a fixed seed."""

    def __init__(
        self, hand_on: Callable[[Delivery], None], lose: float, flip: float
    ) -> None:
        self.hand_on, self.lose, self.flip = hand_on, lose, flip
        self.chance = random.Random(7)
        self.lost = self.flipped = 0
        self.acknowledge: Callable[[Delivery], None] = lambda _delivery: None

    def __call__(self, delivery: Delivery) -> None:
        luck = self.chance.random()
        if luck < self.lose:
            self.lost += 1
            self.acknowledge(delivery)
            return
        if luck < self.lose + self.flip:
            self.flipped += 1
            payload = bytearray(delivery.payload)
            payload[self.chance.randrange(len(payload))] ^= 1 << self.chance.randrange(8)
            delivery = replace(delivery, payload=bytes(payload))
        self.hand_on(delivery)
