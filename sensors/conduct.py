"""How a device behaves: a token bucket for its rate, a count of what was refused.

mosquitto has no limit on publishing, so the hub keeps one per device. Whoever breaks it
is not listened to for a while; nothing is lost by that, since the device keeps what no
receipt covers.
"""

from dataclasses import dataclass, replace

CUT_OFF_SECONDS = 60.0
"""First cut; doubled for every further one, up to an hour."""
MAX_CUT_SECONDS = 3_600.0
REFUSALS = 20
"""So many refusals, faster than they are forgotten (one a second), end the patience."""
FORGIVEN = 0.1
"""Refusals that each sound message makes up for: a way that spoils a few in a hundred
must not cut an honest device off while it hands a backlog in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """State of one device; instants in seconds by the home's clock."""

    tokens: float
    at: float
    refusals: float = 0.0
    cut_until: float = 0.0
    cuts: int = 0

    def is_cut(self, now: float) -> bool:
        """Whether it is not listened to."""
        return self.at <= now < self.cut_until


def fresh(rate: float, now: float) -> Conduct:
    """A device of which nothing bad is known; may burst for ten seconds of its rate."""
    return Conduct(tokens=rate * 10, at=now)


def _cut(conduct: Conduct, now: float) -> Conduct:
    seconds = min(CUT_OFF_SECONDS * 2**conduct.cuts, MAX_CUT_SECONDS)
    return replace(conduct, cut_until=now + seconds, cuts=conduct.cuts + 1, refusals=0.0)


def step(conduct: Conduct, now: float, *, rate: float, refused: bool) -> Conduct:
    """After one message. `rate` in messages a second; a cut shows in `is_cut`."""
    if now < conduct.at:  # the clock was set back
        conduct = fresh(rate, now)
    passed = now - conduct.at
    tokens = min(rate * 10, conduct.tokens + passed * rate) - 1
    forgotten = passed if refused else passed + FORGIVEN
    refusals = max(0.0, conduct.refusals - forgotten) + refused
    after = Conduct(
        tokens=tokens if tokens > 0 else 0.0,
        at=now,
        refusals=refusals,
        cut_until=conduct.cut_until,
        cuts=conduct.cuts,
    )
    if tokens < 0 or refusals > REFUSALS - 1:
        return _cut(replace(after, tokens=rate * 10), now)
    return after
