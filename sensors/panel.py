"""The rules of one stream, sorted so that a reading asks only those it can move.

Most readings are far from every level. What is known of a rule's measure (it follows the
newest value, it is nothing above its base, it is silence) spares looking at it then; the
outcome is the same as if every rule were asked at every reading.
"""

from typing import NamedTuple

from sensors.detector import Rule, Side, latest
from sensors.measures import SILENCES, never

MINUTE = 60.0


class Panel(NamedTuple):
    """The rules of a stream, sorted by what they look at."""

    rules: tuple[Rule, ...]
    """All, with this patient's limits, in the unit of the stream."""
    plain: tuple[Rule, ...]
    """All but silence."""
    others: tuple[Rule, ...]
    """Of these, what may begin while the newest value lies between `low` and `high`."""
    timed: tuple[Rule, ...]
    """Those that time alone can raise or clear."""
    prompt: bool
    """Whether a reading can bring the next such instant nearer."""
    patience: float
    """Seconds of silence before which time alone changes nothing, unless `prompt`."""
    low: float
    high: float
    """Between these, no rule begins that follows the newest value."""


def panel_of(rules: tuple[Rule, ...]) -> Panel:
    """Sort some rules."""
    plain = tuple(rule for rule in rules if rule.measure not in SILENCES)
    timed = tuple(rule for rule in rules if rule.due)
    near = [r for r in plain if r.measure is latest or r.as_newest]
    lows = [rule.level for rule in near if rule.side is Side.LOW]
    highs = [rule.level for rule in near if rule.side is Side.HIGH]
    bases = [rule.base for rule in plain if rule.base is not None]
    silences = [rule.level * MINUTE for rule in timed if rule.measure in SILENCES]
    return Panel(
        rules=rules,
        plain=plain,
        others=tuple(r for r in plain if r not in near and r.base is None),
        timed=timed,
        prompt=any(r.measure not in SILENCES and r.due is not never for r in timed),
        patience=min(silences, default=float("inf")),
        low=max(lows + bases, default=float("-inf")),
        high=min(highs, default=float("inf")),
    )
