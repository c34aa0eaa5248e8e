"""Which sequences of an epoch have arrived, as few ranges."""

from bisect import bisect_right
from dataclasses import dataclass

from sensors.receipt import Range


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Disjoint ranges in rising order, never touching."""

    ranges: tuple[Range, ...] = ()

    def has(self, sequence: int) -> bool:
        """Whether this one arrived before."""
        at = bisect_right(self.ranges, (sequence, 1 << 63)) - 1
        return at >= 0 and sequence <= self.ranges[at][1]

    def plus(self, sequence: int) -> "Arrivals":
        """With this one; itself when it was there."""
        ranges = self.ranges
        if ranges and ranges[-1][1] == sequence - 1:  # the usual case: in order
            return Arrivals((*ranges[:-1], (ranges[-1][0], sequence)))
        if self.has(sequence):
            return self
        at = bisect_right(ranges, (sequence, 1 << 63))
        lo, hi, start, end = sequence, sequence, at, at
        if at > 0 and ranges[at - 1][1] == sequence - 1:
            lo, start = ranges[at - 1][0], at - 1
        if at < len(ranges) and ranges[at][0] == sequence + 1:
            hi, end = ranges[at][1], at + 1
        return Arrivals((*ranges[:start], (lo, hi), *ranges[end:]))

    @property
    def complete(self) -> int:
        """Last sequence of the run that starts at 1; 0 when 1 is missing."""
        return self.ranges[0][1] if self.ranges and self.ranges[0][0] == 1 else 0

    @property
    def highest(self) -> int:
        """Highest sequence that arrived; 0 when none did."""
        return self.ranges[-1][1] if self.ranges else 0

    def missing(self) -> tuple[Range, ...]:
        """Ranges that lack although something later arrived."""
        gaps: list[Range] = []
        expected = 1
        for lo, hi in self.ranges:
            if lo > expected:
                gaps.append((expected, lo - 1))
            expected = hi + 1
        return tuple(gaps)
