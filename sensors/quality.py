"""How well the link of a device works, day by day, so that links can be compared."""

from bisect import bisect_left
from dataclasses import dataclass, field
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


def delay_class(delay: timedelta) -> int:
    """Which class of `DayQuality.delays` a delay falls into; a negative one is none."""
    return bisect_left(BOUNDS, delay.total_seconds())
