"""Who may try to sign in again, and when: pure rules against guessing.

Two tallies are kept: by account name and by network address. After the free wrong tries
each further one doubles the wait, up to `LONGEST`. A right sign-in clears the
account's tally. Alarms are not affected: they reach people without the console.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FREE = 5
"""Wrong tries of a name without a wait."""
FREE_ADDRESS = 20
"""Wrong tries of a network address without a wait: several people may share one."""
FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=15)
FORGET = timedelta(hours=1)
"""A tally without a wrong try for this long is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Wrong tries of one name or address."""

    wrong: int
    last: datetime
    free: int = FREE

    def opens(self) -> datetime:
        """The instant from which the next try is listened to."""
        if self.wrong < self.free:
            return self.last
        doublings = min(self.wrong - self.free, 10)
        return self.last + min(FIRST * (1 << doublings), LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lockout:
    """Tallies by key ("name:..." or "address:...")."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)


def wait(lockout: Lockout, keys: tuple[str, ...], now: datetime) -> timedelta:
    """How long these keys must wait before another try; zero when they may try."""
    opens = [lockout.tallies[key].opens() for key in keys if key in lockout.tallies]
    return max([at - now for at in opens if at > now], default=timedelta(0))


def refused(lockout: Lockout, keys: tuple[str, ...], now: datetime) -> Lockout:
    """After a wrong try."""
    kept = {k: t for k, t in lockout.tallies.items() if now - t.last < FORGET}
    for key in keys:
        before = kept[key].wrong if key in kept else 0
        free = FREE_ADDRESS if key.startswith("address:") else FREE
        kept[key] = Tally(wrong=before + 1, last=now, free=free)
    return Lockout(tallies=kept)


def admitted(lockout: Lockout, keys: tuple[str, ...]) -> Lockout:
    """After a right sign-in."""
    kept = {k: t for k, t in lockout.tallies.items() if k not in keys}
    return Lockout(tallies=kept)
