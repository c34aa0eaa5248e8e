"""Counts of what came in: refusals by reason, and each link's quality of the day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from care.observation import DeviceId, Observation
from sensors.intake import Accepted
from sensors.inventory import Device, Link
from sensors.quality import BOUNDS, DayQuality, delay_class
from sensors.refusal import Refusal, Rejected
from sensors.topics import Channel

STRANGERS = DeviceId("strangers")
"""Under this name stands what names no device of the home."""


@dataclass(slots=True)
class _Counts:
    """One device on one day, counted in place: this runs for every message."""

    link: Link
    messages: int = 0
    duplicates: int = 0
    refused: int = 0
    lacking: int = 0
    gaps: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    delays: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    signals: int = 0
    signal_sum: float = 0.0


def _counts(row: DayQuality) -> _Counts:
    fields = {name: getattr(row, name) for name in _Counts.__slots__}
    own = {"delays": list(row.delays), "reasons": Counter(row.reasons)}
    return _Counts(**fields | own)


class Tally:
    """Since the hub started; qualities of today go on from what was kept."""

    def __init__(self, kept: Iterable[DayQuality] = ()) -> None:
        """`kept` are the rows of the present day."""
        self._days = {(row.day, row.device): _counts(row) for row in kept}
        self._changed: set[tuple[date, DeviceId]] = set()
        self._facts: dict[tuple[DeviceId, str], tuple[str, datetime]] = {}
        self._refused: dict[DeviceId | None, Counter[Refusal]] = {}

    def refused(self, device: DeviceId | None = None) -> Counter[Refusal]:
        """Refusals by reason, of one device or of all."""
        if device is not None:
            return Counter(self._refused.get(device, Counter()))
        return sum(self._refused.values(), Counter())

    def quality(self, device: DeviceId, day: date) -> DayQuality | None:
        """What is known of that day."""
        held = self._days.get((day, device))
        if held is None:
            return None
        fields = {name: getattr(held, name) for name in _Counts.__slots__}
        own = {"delays": tuple(held.delays), "reasons": dict(sorted(held.reasons.items()))}
        return DayQuality(day=day, device=device, **fields | own)

    def refuse(
        self, device: Device | None, refused: Iterable[Rejected], now: datetime
    ) -> None:
        """Count refusals; `device` is None for what names none of ours."""
        rejected = tuple(refused)
        if not rejected:
            return
        name = device.id if device else None
        reasons = Counter(held.reason for held in rejected)
        self._refused.setdefault(name, Counter()).update(reasons)
        row = self._row(name or STRANGERS, device.link if device else Link.UNKNOWN, now)
        row.refused += len(rejected)
        row.reasons.update(held.label for held in rejected)

    def accept(self, accepted: Accepted, now: datetime, *, new: bool) -> None:
        """Count an authentic message, new or known."""
        row = self._row(accepted.device.id, accepted.device.link, now)
        if not new:
            row.duplicates += 1
            return
        latest = max((reading.taken_at for reading in accepted.readings), default=now)
        row.messages += 1
        row.delays[delay_class(now - latest)] += 1
        if accepted.mark.channel is Channel.REPORT:
            for reading in accepted.readings:
                if isinstance(reading, Observation):
                    self._reported(row, reading)

    def _reported(self, row: _Counts, reading: Observation) -> None:
        """Note what a device says of itself."""
        if reading.value is None:
            return
        self._facts[reading.device, reading.kind] = (str(reading.value), reading.taken_at)
        if reading.kind == "signal" and isinstance(reading.value, float):
            row.signals += 1
            row.signal_sum += reading.value

    def facts(self) -> dict[tuple[DeviceId, str], tuple[str, datetime]]:
        """What devices said of themselves since the last call, by device and kind."""
        facts, self._facts = self._facts, {}
        return facts

    def lacks(self, device: Device, count: int, holes: int, now: datetime) -> None:
        """Note how many messages of a device are known to lack."""
        if count == 0 and (now.date(), device.id) not in self._days:
            return
        row = self._row(device.id, device.link, now)
        if count > row.lacking:
            row.gaps += holes
        row.lacking = count

    def changed(self) -> list[DayQuality]:
        """Rows to keep; afterwards none is."""
        rows = [self.quality(device, day) for day, device in sorted(self._changed)]
        self._changed.clear()
        return [row for row in rows if row is not None]

    def _row(self, device: DeviceId, link: Link, now: datetime) -> _Counts:
        key = now.date(), device
        self._changed.add(key)
        held = self._days.get(key)
        if held is None:
            held = self._days[key] = _Counts(link=link)
        return held
