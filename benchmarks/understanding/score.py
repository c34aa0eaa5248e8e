"""Shares of a set: right intents, cries that reach somebody, false alarms."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.safety import catch
from assistant.safety.mass import CERTAIN_MASS, DOUBTFUL_MASS, mass
from benchmarks.understanding.sets import Case
from care.people import Language
from care.speech import Certainty, Unavailable, Understanding

HEAD = (
    f"{'':<30}{'intents':>9}{'with fallback':>15}{'reach':>8}{'act':>8}"
    f"{'net reach':>11}{'net act':>9}{'talk asks':>11}{'talk acts':>11}"
)
KEY = f"""intents: top intent right; with fallback: fallback is wrong; reach, act: cries
with emergency mass >= {DOUBTFUL_MASS}, >= {CERTAIN_MASS}; net: phrases and mass together,
as in the home; talk asks, acts: the net's false alarms on everything that is no cry"""
FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Parsed:
    """A case and what was understood."""

    case: Case
    meant: Understanding | Unavailable


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "-"


def _top(meant: Understanding) -> str:
    named = [pair for pair in meant.ranking if pair[0] != FALLBACK]
    return max(named, key=lambda pair: pair[1])[0] if named else meant.intent


def row(name: str, language: Language, parsed: Sequence[Parsed]) -> str:
    """One line of the table."""
    known = [(p.case, p.meant) for p in parsed if isinstance(p.meant, Understanding)]
    right = [_top(meant) in case.intents for case, meant in known]
    sure = [meant.intent in case.intents for case, meant in known]
    cries = [(case, meant) for case, meant in known if case.cry]
    talk = [(case, meant) for case, meant in known if not case.cry]
    reach = [mass(meant) >= DOUBTFUL_MASS for _, meant in cries]
    act = [mass(meant) >= CERTAIN_MASS for _, meant in cries]
    caught = [catch((case.text,), language, meant, None) for case, meant in cries]
    false = [catch((case.text,), language, meant, None) for case, meant in talk]
    acts = [cry is not None and cry.certainty is Certainty.CERTAIN for cry in caught]
    wrong = [cry is not None and cry.certainty is Certainty.CERTAIN for cry in false]
    asks = [cry is not None and cry.certainty is Certainty.DOUBTFUL for cry in false]
    net = [cry is not None for cry in caught]
    return (
        f"{name:<30}{_share(right):>9}{_share(sure):>15}{_share(reach):>8}{_share(act):>8}"
        f"{_share(net):>11}{_share(acts):>9}{_share(asks):>11}{_share(wrong):>11}"
    )
