"""The rules of one stream, sorted so that a reading asks only those it can move.

Most readings are far from every level. What is known of a rule's measure (it follows the
newest value, it is nothing above its base, it is silence) spares looking at it then; the
outcome is the same as if every rule were asked at every reading.
"""

from typing import NamedTuple

from sensors.detector import Rule, Side, latest
from sensors.measures import SILENCES, from_usual, never

MINUTE = 60.0


class Panel(NamedTuple):
    """The rules of a stream, sorted by what they look at."""

    rules: tuple[Rule, ...]
    """All, with this patient's limits, in the unit of the stream."""
    plain: tuple[Rule, ...]
    """All but silence."""
    others: tuple[Rule, ...]
    """Of these, what may begin while the newest value lies between `low` and `high`, and
    not as far as `fallen` or `risen` from what is usual."""
    timed: tuple[Rule, ...]
    """Those that time alone can raise or clear."""
    prompt: bool
    """Whether a reading can bring the next such instant nearer."""
    patience: float
    """Seconds of silence before which time alone changes nothing, unless `prompt`."""
    low: float
    high: float
    """Between these, no rule begins that follows the newest value."""
    fallen: float
    risen: float
    """Between these, no rule begins that follows its distance from what is usual."""


def panel_of(rules: tuple[Rule, ...]) -> Panel:
    """Sort some rules."""
    plain = tuple(rule for rule in rules if rule.measure not in SILENCES)
    timed = tuple(rule for rule in rules if rule.due)
    near = [r for r in plain if r.measure is latest or r.as_newest]
    apart = [r for r in plain if r.measure is from_usual]
    bases = [rule.base for rule in plain if rule.base is not None]
    silences = [rule.level * MINUTE for rule in timed if rule.measure in SILENCES]
    low, high = _between(near)
    fallen, risen = _between(apart)
    return Panel(
        rules=rules,
        plain=plain,
        others=tuple(r for r in plain if r not in near + apart and r.base is None),
        timed=timed,
        prompt=any(r.measure not in SILENCES and r.due is not never for r in timed),
        patience=min(silences, default=float("inf")),
        low=max([low, *bases]),
        high=high,
        fallen=fallen,
        risen=risen,
    )


def _between(rules: list[Rule]) -> tuple[float, float]:
    """The levels between which none of these rules begins."""
    lows = [rule.level for rule in rules if rule.side is Side.LOW]
    highs = [rule.level for rule in rules if rule.side is Side.HIGH]
    return max(lows, default=float("-inf")), min(highs, default=float("inf"))
