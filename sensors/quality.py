"""How well the link of a device works, day by day, so that links can be compared."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from care.observation import DeviceId
from sensors.inventory import Link

BOUNDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 86_400)
"""Upper ends of the delay classes in seconds; one more class lies above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayQuality:
    """One device on one day, by the home's clock."""

    day: date
    device: DeviceId
    link: Link
    messages: int = 0
    """Authentic and new."""
    duplicates: int = 0
    """Arrived more than once: sent again, or repeated by broker or attacker."""
    refused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    """What was refused, by reason; single readings by reason and kind."""
    lacking: int = 0
    """Known to lack at the last look."""
    gaps: int = 0
    """Holes that later messages showed; most are filled by sending again."""
    delays: tuple[int, ...] = field(default=(0,) * (len(BOUNDS) + 1))
    """Messages by delay from measurement to arrival."""
    signals: int = 0
    """Reports of signal strength."""
    signal_sum: float = 0.0
    """Of all reports, dBm."""

    @property
    def loss(self) -> float:
        """Share of messages that lack, 0 to 1."""
        total = self.messages + self.lacking
        return self.lacking / total if total else 0.0

    @property
    def signal(self) -> float | None:
        """Mean signal strength in dBm; None when the device does not tell."""
        return self.signal_sum / self.signals if self.signals else None

    def delay(self, share: float) -> float | None:
        """Upper end of the class that holds this percentile (0 to 1), in seconds.

        None without messages; infinite above a day.
        """
        wanted, seen = share * sum(self.delays), 0
        if not wanted:
            return None
        for bound, count in zip((*BOUNDS, float("inf")), self.delays, strict=True):
            seen += count
            if seen >= wanted:
                return float(bound)
        return float("inf")


def by_link(rows: Iterable[DayQuality]) -> tuple[DayQuality, ...]:
    """All devices of a link technology together, over all days; `day` is the last one.

    So that LoRaWAN, LTE-M, Wi-Fi, Bluetooth, Zigbee and Thread can be compared.
    """
    sums: dict[Link, DayQuality] = {}
    for row in rows:
        held = sums.get(row.link)
        sums[row.link] = row if held is None else _sum(held, row)
    return tuple(replace(held, device=DeviceId("all")) for _, held in sorted(sums.items()))


def _sum(one: DayQuality, other: DayQuality) -> DayQuality:
    reasons = Counter(one.reasons) + Counter(other.reasons)
    return DayQuality(
        day=max(one.day, other.day),
        device=one.device,
        link=one.link,
        messages=one.messages + other.messages,
        duplicates=one.duplicates + other.duplicates,
        refused=one.refused + other.refused,
        reasons=dict(reasons),
        lacking=one.lacking + other.lacking,
        gaps=one.gaps + other.gaps,
        delays=tuple(a + b for a, b in zip(one.delays, other.delays, strict=True)),
        signals=one.signals + other.signals,
        signal_sum=one.signal_sum + other.signal_sum,
    )


def delay_class(delay: timedelta) -> int:
    """Which class of `DayQuality.delays` a delay falls into; a negative one is none."""
    return bisect_left(BOUNDS, delay.total_seconds())
