"""Counts of what came in: refusals by reason, and each link's quality of the day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from care.observation import DeviceId, Observation
from sensors.intake import Accepted
from sensors.inventory import Device, Link
from sensors.quality import DayQuality, arrived, signalled
from sensors.refusal import Refusal, Rejected
from sensors.topics import Channel


class Tally:
    """Since the hub started; qualities of today go on from what was kept."""

    def __init__(self, kept: Iterable[DayQuality] = ()) -> None:
        """`kept` are the rows of the present day."""
        self._days = {(row.day, row.device): row for row in kept}
        self._changed: set[tuple[date, DeviceId]] = set()
        self._refused: dict[DeviceId | None, Counter[Refusal]] = {}

    def refused(self, device: DeviceId | None = None) -> Counter[Refusal]:
        """Refusals by reason, of one device or of all."""
        if device is not None:
            return Counter(self._refused.get(device, Counter()))
        return sum(self._refused.values(), Counter())

    def quality(self, device: DeviceId, day: date) -> DayQuality | None:
        """What is known of that day."""
        return self._days.get((day, device))

    def refuse(
        self, device: Device | None, refused: Iterable[Rejected], now: datetime
    ) -> None:
        """Count refusals; `device` is None for what names none of ours."""
        reasons = [held.reason for held in refused]
        if not reasons:
            return
        name = device.id if device else None
        self._refused.setdefault(name, Counter()).update(reasons)
        if device:
            row = self._row(device.id, device.link, now)
            self._put(replace(row, refused=row.refused + len(reasons)))

    def accept(self, accepted: Accepted, now: datetime, *, new: bool) -> None:
        """Count an authentic message, new or known."""
        row = self._row(accepted.device.id, accepted.device.link, now)
        if not new:
            self._put(replace(row, duplicates=row.duplicates + 1))
            return
        latest = max((reading.taken_at for reading in accepted.readings), default=now)
        row = arrived(row, max(timedelta(0), now - latest))
        if accepted.mark.channel is Channel.REPORT:
            for reading in accepted.readings:
                if isinstance(reading, Observation) and reading.kind == "signal":
                    row = signalled(row, float(reading.value or 0))
        self._put(row)

    def lacks(self, device: Device, count: int, holes: int, now: datetime) -> None:
        """Note how many messages of a device are known to lack."""
        row = self._row(device.id, device.link, now)
        if count != row.lacking:
            more = max(0, holes if count > row.lacking else 0)
            self._put(replace(row, lacking=count, gaps=row.gaps + more))

    def changed(self) -> list[DayQuality]:
        """Rows to keep; afterwards none is."""
        rows = [self._days[key] for key in sorted(self._changed)]
        self._changed.clear()
        return rows

    def _row(self, device: DeviceId, link: Link, now: datetime) -> DayQuality:
        held = self._days.get((now.date(), device))
        return held or DayQuality(day=now.date(), device=device, link=link)

    def _put(self, row: DayQuality) -> None:
        self._days[row.day, row.device] = row
        self._changed.add((row.day, row.device))
